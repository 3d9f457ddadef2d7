"""How common words are, as PostgreSQL has counted them: whether to look for one in the newest rows or in its index.

A word that stands everywhere is found at once by going through rows from the newest backwards; in the index of words it
would first have to be gathered from all of them.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked, Term

SECONDS = 300.0  # for which a count holds
SLACK = 2  # times the rows that should do
_COUNTED = (
    "SELECT c.reltuples, f.word, f.share FROM pg_class c, pg_stats s,"
    " unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) f (word, share)"
    " WHERE c.oid = 'search_doc'::regclass AND s.schemaname = current_schema()"
    " AND s.tablename = 'search_doc_words' AND f.word IS NOT NULL"
)


class _Counts:
    """What was counted last: rows, and the share of them in which each of the commonest words stands."""

    def __init__(self) -> None:
        self.until = 0.0
        self.rows = 0.0
        self.shares: dict[str, float] = {}

    def now(self) -> _Counts:
        if time.monotonic() >= self.until:
            with connection.cursor() as cursor:
                cursor.execute(_COUNTED)
                found = cursor.fetchall()
            self.rows = found[0][0] if found else 0.0
            self.shares = {word: share for _rows, word, share in found}
            self.until = time.monotonic() + SECONDS
        return self


_COUNTS = _Counts()


def reach(asked: Asked, most: int) -> int:
    """How many of the newest rows hold so many that fit; 0 where the index of words is the shorter way."""
    counts = _COUNTS.now()
    share = max(min(sum(_share(term, counts.shares) for term in group) for group in groups) for groups in asked.choices)
    far = SLACK * most / share if share else 0
    return int(far) if far < counts.rows * share else 0


def _share(term: Term, shares: dict[str, float]) -> float:
    return sum(min(shares.get(token, 0.0) for token in way) for way in term.ways)
