"""SQLite's FTS5. It is given tokens and keeps no text: what it says of a row stands in the table of rows.

source: https://www.sqlite.org/fts5.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from ....lib.database.driver import sqlite_version
from .base import Best, Match, Row, Where

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked, Group, Term

LISTED = "IN (SELECT value FROM json_each('[' || %s || ']'))"
FOUND = (
    "SELECT d.id, d.kind, d.obj, d.part FROM search_text JOIN search_doc d ON d.id = search_text.rowid"
    " WHERE search_text MATCH %s"
)
ADD_ROWS = (
    "INSERT INTO search_doc (id, kind, obj, part, scope, author, state, round) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
ADD_WORDS = "REPLACE INTO search_text (rowid, title, body, context) VALUES (%s, %s, %s, %s)"


class SQLite:
    """Full text in SQLite."""

    def prepare(self) -> list[str]:
        """The table of words; where SQLite is too old to forget rows without their text, it keeps the tokens too."""
        without_text = "content='', contentless_delete=1, " if sqlite_version() >= (3, 43, 0) else ""
        return [
            f"CREATE VIRTUAL TABLE search_text USING fts5(title, body, context, {without_text}"
            "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co Cn'\")"
        ]

    def add(self, rows: Sequence[Row]) -> None:
        """Write rows that are not there."""
        with connection.cursor() as cursor:
            cursor.executemany(ADD_ROWS, [row[:8] for row in rows])
            cursor.executemany(ADD_WORDS, [(row.id, row.title, row.body, row.context) for row in rows])

    def remove(self, ids: Sequence[int]) -> None:
        """Take rows out, with their words."""
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(one,) for one in ids])
            cursor.executemany("DELETE FROM search_doc WHERE id = %s", [(one,) for one in ids])

    def tidy(self) -> None:
        """Merge everything: until then, words of rows that are gone stand in the older parts of the index."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")

    def match(self, asked: Asked, where: Where, most: int, *, in_titles: bool = False) -> list[Match]:
        """The newest rows that fit, the newest first."""
        conditions, params = where.conditions(LISTED)
        if where.docs:  # going back from the newest, it need not look beyond the oldest of these
            conditions += " AND search_text.rowid >= %s"
            params.append(min(where.docs))
        words = f"title : ({_written(asked)})" if in_titles else _written(asked)
        return _rows(f"{FOUND}{conditions} ORDER BY search_text.rowid DESC LIMIT %s", [words, *params, most])

    def best(self, asked: Asked, where: Where, most: int, few: int) -> Best:
        """The rows that fit, the best first; where there are more than `most`, a few of the newest."""
        newest = self.match(asked, where, most + 1)
        if len(newest) > most:
            return Best(newest[:few], is_more=True)
        if len(newest) < 2:
            return Best(newest)
        conditions, params = where.conditions(LISTED)
        order = " ORDER BY bm25(search_text, 8.0, 1.0, 0.5), search_text.rowid DESC LIMIT %s"
        return Best(_rows(f"{FOUND}{conditions}{order}", [_written(asked), *params, most]))


def _rows(sql: str, params: list[int | str]) -> list[Match]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(map(Match._make, cursor.fetchall()))


def _written(asked: Asked) -> str:
    """The query in the language of FTS5. Tokens are letters and digits, so nothing in quotes can be an operator."""
    wanted = " OR ".join(f"({' AND '.join(map(_group, groups))})" for groups in asked.choices)
    return f"({wanted}) NOT {_group(asked.without)}" if asked.without else wanted


def _group(group: Group) -> str:
    return f"({' OR '.join(map(_term, group))})"


def _term(term: Term) -> str:
    ways = [f'"{" ".join(way)}"' for way in term.ways]
    return " OR ".join([*ways, f'"{" ".join(term.beginning)}"*'] if term.beginning else ways)
