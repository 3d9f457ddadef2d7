"""PostgreSQL's tsvector. It is given lexemes as they are: no dictionary, no parser of its own.

source: https://www.postgresql.org/docs/current/datatype-textsearch.html
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from .base import Match, Row, Where
from .frequencies import reach

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked, Group, Term

LISTED = "SELECT unnest(string_to_array(%s, ',')::bigint[])"
FARTHEST = 16_383  # place of a lexeme
MOST_PLACES = 100  # that are kept of one
HEAVIEST = 900_000  # bytes of a vector
PENDING = 256  # kB of words that a search looks through before they are in the index of words
_COLUMNS = "SELECT d.id, d.kind, d.obj, d.part FROM"
_NEWEST = "SELECT * FROM found ORDER BY id DESC LIMIT %s"
WEIGHTS = "{0.05, 0.1, 0.2, 1.0}"  # of context, nothing, body, title


class PostgreSQL:
    """Full text in PostgreSQL."""

    def prepare(self) -> list[str]:
        """Two columns and their indexes: titles apart, because a weight would have to be looked up in each text."""
        return [
            "ALTER TABLE search_doc ADD COLUMN words tsvector NOT NULL DEFAULT '',"
            " ADD COLUMN title tsvector NOT NULL DEFAULT ''",
            f"CREATE INDEX search_doc_words ON search_doc USING gin (words) WITH (gin_pending_list_limit = {PENDING})",
            f"CREATE INDEX search_doc_title ON search_doc USING gin (title) WITH (gin_pending_list_limit = {PENDING})",
        ]

    def add(self, rows: Sequence[Row]) -> None:
        """Write rows that are not there."""
        columns = "id, kind, obj, part, scope, author, state, round, words, title"
        with connection.cursor() as cursor, cursor.copy(f"COPY search_doc ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row((*row[:8], _vector(row), _lexemes([(row.title, "A")])))

    def remove(self, ids: Sequence[int]) -> None:
        """Take rows out, with their words."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM search_doc WHERE id IN ({LISTED})", [",".join(map(str, ids))])  # noqa: S608

    def tidy(self) -> None:
        """Put what was written last in its place, and count anew how common words are; autovacuum does the rest."""
        with connection.cursor() as cursor:
            for column in ("words", "title"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"search_doc_{column}"])
            cursor.execute("ANALYZE search_doc")

    def match(self, asked: Asked, where: Where, most: int, *, in_titles: bool = False) -> list[Match]:
        """The newest rows that fit, the newest first."""
        conditions, params = where.conditions(LISTED)
        column, wanted = ("title" if in_titles else "words"), _literal(asked)
        far = 0 if in_titles else reach(asked, most)
        if far:  # the word is so common that the newest rows will do
            newest = f"SELECT * FROM search_doc ORDER BY id DESC LIMIT {far}"  # noqa: S608
            fits = f"{_COLUMNS} ({newest}) d WHERE d.words @@ {wanted}{conditions}"
            found = _rows(f"{fits} ORDER BY d.id DESC LIMIT %s", [*params, most])
            if len(found) == most:
                return found
        # Materialized, so that the index of words is used rather than the order of rows
        fits = f"{_COLUMNS} search_doc d WHERE d.{column} @@ {wanted}{conditions}"
        sql = f"WITH found AS MATERIALIZED ({fits}) {_NEWEST}"
        return _rows(sql, [*params, most])

    def best(self, asked: Asked, where: Where, most: int) -> list[Match]:
        """The rows that fit, the best first; where there are more than `most`, so many and one, the newest first."""
        if reach(asked, most + 1):
            newest = self.match(asked, where, most + 1)
            if len(newest) > most:
                return newest
        conditions, params = where.conditions(LISTED)
        wanted = _literal(asked)
        fits = f"{_COLUMNS} search_doc d WHERE d.words @@ {wanted}{conditions}"
        worth = f"SELECT ts_rank('{WEIGHTS}', d.words, {wanted}, 1) FROM search_doc d WHERE d.id = n.id"  # noqa: S608
        given = f"WITH found AS MATERIALIZED ({fits}), newest AS MATERIALIZED ({_NEWEST})"
        few = "(SELECT count(*) FROM newest) <= %s"
        sql = f"{given} SELECT n.*, CASE WHEN {few} THEN ({worth}) END FROM newest n ORDER BY 5 DESC, id DESC"  # noqa: S608
        return _rows(sql, [*params, most + 1, most])


def _rows(sql: str, params: list[int | str]) -> list[Match]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [Match(*row[:4]) for row in cursor.fetchall()]


def _vector(row: Row) -> str:
    return _lexemes([(row.title, "A"), (row.body, "C"), (row.context, "D")])


def _lexemes(parts: Sequence[tuple[str, str]]) -> str:
    """Tokens with their places, as the text of a tsvector. They are letters and digits: nothing has to be escaped."""
    places: dict[str, list[str]] = defaultdict(list)
    at = 0
    for text, weight in parts:
        for token in text.split():
            at += 1
            known = places[token]
            if at <= FARTHEST and len(known) < MOST_PLACES:
                known.append(f"{at}{weight}")
        at += 1  # a phrase does not go on from one part into the next
    vector, size = [], 0
    for token, known in places.items():
        vector.append(f"'{token}':{','.join(known)}" if known else f"'{token}'")
        size += len(token.encode()) + 3 * len(known) + 8
        if size > HEAVIEST:
            break
    return " ".join(vector)


def _literal(asked: Asked) -> str:
    """The query in the text of the statement, so that the planner knows how common its words are."""
    return f"'{_written(asked).replace(chr(39), 2 * chr(39))}'::tsquery"


def _written(asked: Asked) -> str:
    """The query as the text of a tsquery."""
    wanted = " | ".join(f"({' & '.join(map(_group, groups))})" for groups in asked.choices)
    return f"({wanted}) & !{_group(asked.without)}" if asked.without else wanted


def _group(group: Group) -> str:
    return f"({' | '.join(map(_term, group))})"


def _term(term: Term) -> str:
    ways = [f"({_phrase(way)})" for way in term.ways]
    return " | ".join([*ways, f"({_phrase(term.beginning)}:*)"] if term.beginning else ways)


def _phrase(way: Sequence[str]) -> str:
    return " <-> ".join(f"'{token}'" for token in way)
