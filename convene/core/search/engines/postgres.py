"""PostgreSQL's inverted index, made of tokens as they are: no dictionary, no parser, and no vectors that are kept.

A vector of words and places would be twice as large as the words it is made of. The index needs no places, so the table
keeps the words as they followed each other, and whether those of a phrase stand together is seen there.

source: https://www.postgresql.org/docs/current/gin.html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log1p
from typing import TYPE_CHECKING, Any

from django.db import connection

from .base import Best, Match, Row, Where
from .frequencies import reach

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked, Group, Term

LISTED = "= ANY(string_to_array(%s, ',')::bigint[])"
END = "|"  # of a title, and of what a thing hangs on; no token holds it, so a phrase does not go on behind it
MOST_LETTERS = 400_000  # that are kept of a row; a vector holds a megabyte
JUDGED = 4_000  # letters by which a row is compared with others
WEIGHTS = (8.0, 0.5, 1.0)  # of title, context, body
PENDING = 256  # kB of words that a search looks through before they are in the index of words
TITLE = f"split_part(d.words, '{END}', 1)"
_FIRST = "SELECT * FROM found ORDER BY id DESC LIMIT %s"
_COLUMNS = "SELECT d.id, d.kind, d.obj, d.part"
_LEXEMES = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"


class PostgreSQL:
    """Full text in PostgreSQL."""

    def prepare(self) -> list[str]:
        """A column and two indexes of it: titles apart, because a weight would have to be looked up in each text."""
        indexes = {"words": "words", "title": TITLE.replace("d.", "")}
        return [
            "ALTER TABLE search_doc ADD COLUMN words text NOT NULL DEFAULT ''",
            *(
                f"CREATE INDEX search_doc_{name} ON search_doc USING gin ({_LEXEMES.format(words)})"
                f" WITH (gin_pending_list_limit = {PENDING})"
                for name, words in indexes.items()
            ),
            "ALTER TABLE search_word SET (fillfactor = 50)",  # counts change all the time, beside where they stand
        ]

    def add(self, rows: Sequence[Row]) -> None:
        """Write rows that are not there."""
        columns = "id, kind, obj, part, scope, author, state, round, words"
        with connection.cursor() as cursor, cursor.copy(f"COPY search_doc ({columns}) FROM STDIN") as copy:
            for row in rows:
                words = f" {row.title} {END} {row.context} {END} {row.body} "  # a space on each side of each token
                copy.write_row((*row[:8], words[:MOST_LETTERS]))

    def remove(self, ids: Sequence[int]) -> None:
        """Take rows out, with their words."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM search_doc WHERE id {LISTED}", [",".join(map(str, ids))])  # noqa: S608

    def tidy(self) -> None:
        """Put what was written last in its place, and count anew how common words are; autovacuum does the rest."""
        with connection.cursor() as cursor:
            for name in ("words", "title"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [f"search_doc_{name}"])
            cursor.execute("ANALYZE search_doc")

    def match(self, asked: Asked, where: Where, most: int, *, in_titles: bool = False) -> list[Match]:
        """The newest rows that fit, the newest first."""
        far = 0 if in_titles else reach(asked, most)
        if far:  # the word is so common that the newest rows will do
            conditions, params = where.conditions(LISTED)
            newest = f"SELECT * FROM search_doc ORDER BY id DESC LIMIT {far}"  # noqa: S608
            fits, tokens = _read(asked, "d.words")
            sql = f"{_COLUMNS} FROM ({newest}) d WHERE {fits}{conditions} ORDER BY d.id DESC LIMIT %s"
            found = [*map(Match._make, _rows(sql, [*tokens, *params, most]))]
            if len(found) == most:
                return found
        return [*map(Match._make, _newest(_COLUMNS, asked, where, most, TITLE if in_titles else "d.words"))]

    def best(self, asked: Asked, where: Where, most: int, few: int) -> Best:
        """The rows that fit, the best first; where there are more than `most`, a few of the newest."""
        if reach(asked, most + 1):
            newest = self.match(asked, where, few + 1)
            if len(newest) > few:
                return Best(newest[:few], is_more=True)
        columns = f"{_COLUMNS}, left(d.words, {JUDGED}) AS words"
        rows = _newest(columns, asked, where, most + 1, "d.words")
        if is_more := len(rows) > most:
            rows = rows[:few]
        else:
            sought = [[*_sought(group)] for groups in asked.choices for group in groups]
            rows.sort(key=lambda row: _worth(row[4], sought), reverse=True)
        return Best([Match._make(row[:4]) for row in rows], is_more)


def _newest(columns: str, asked: Asked, where: Where, most: int, words: str) -> list[tuple[Any, ...]]:
    """The newest rows that fit, by the index of these words."""
    conditions, params = where.conditions(LISTED)
    fits, tokens = f"{_LEXEMES.format(words)} @@ {_literal(asked)}", list[str]()
    if _has_phrases(asked):
        together, tokens = _read(asked, words)
        fits = f"{fits} AND {together}"
    # Materialized, so that the index of words is used rather than the order of rows
    found = f"WITH found AS MATERIALIZED ({columns} FROM search_doc d WHERE {fits}{conditions})"
    return _rows(f"{found} {_FIRST}", [*tokens, *params, most])


def _rows(sql: str, params: list[int | str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def _worth(words: str, sought: list[list[str]]) -> float:
    """How well a row fits: what stands in its title counts most, what stands often a little more, length against it."""
    weighed = list(zip(words.split(END, 2), WEIGHTS, strict=False))
    worth = sum(weight * log1p(sum(map(part.count, some))) for part, weight in weighed for some in sought)
    return worth / (1 + log1p(len(words)))


def _literal(asked: Asked) -> str:
    """What the index can tell, in the text of the statement, so that the planner knows how common its words are."""
    wanted = " | ".join(f"({' & '.join(map(_group, groups))})" for groups in asked.choices)
    if asked.without and not any(len(way) > 1 for term in asked.without for way in _ways(term)):
        wanted = f"({wanted}) & !{_group(asked.without)}"
    return f"'{wanted.replace(chr(39), 2 * chr(39))}'::tsquery"


def _group(group: Group) -> str:
    return f"({' | '.join(map(_term, group))})"


def _term(term: Term) -> str:
    ways = [f"({_every(way)})" for way in term.ways]
    return " | ".join([*ways, f"({_every(term.beginning)}:*)"] if term.beginning else ways)


def _every(way: Sequence[str]) -> str:
    return " & ".join(f"'{token}'" for token in way)


def _ways(term: Term) -> Iterator[Sequence[str]]:
    yield from term.ways
    yield term.beginning


def _has_phrases(asked: Asked) -> bool:
    return any(len(way) > 1 for term in (*asked.terms, *asked.without) for way in _ways(term))


def _read(asked: Asked, words: str) -> tuple[str, list[str]]:
    """The whole query as a condition upon the words themselves, and its parameters."""
    tokens: list[str] = []

    def any_of(group: Group) -> str:
        sought = [*_sought(group)]
        tokens.extend(sought)
        return f"({' OR '.join([f'strpos({words}, %s) > 0'] * len(sought))})"

    fits = " OR ".join(f"({' AND '.join(map(any_of, groups))})" for groups in asked.choices)
    return (f"({fits}) AND NOT {any_of(asked.without)}" if asked.without else f"({fits})"), tokens


def _sought(group: Group) -> Iterator[str]:
    """What stands in the words of a row where one of these does."""
    for term in group:
        yield from (f" {' '.join(way)} " for way in term.ways)
        if term.beginning:
            yield f" {' '.join(term.beginning)}"
