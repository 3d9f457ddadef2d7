"""Who voted what: one sparse table, made from a log in which people may change their minds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from .errors import NotVotes

CODES = (-1, 0, 1)
MOST_PEOPLE, MOST_STATEMENTS = 1_000_000, 10_000


@dataclass(frozen=True, eq=False)
class Votes:
    """The last vote of each person on each statement.

    people: (n,) names, ascending; integers, or strings when one of them is not an integer
    statements: (p,) names of the statements with a vote, ascending
    table: (n, p) int8, sparse rows; a pass is an entry of 0, no vote is no entry
    notes: sentences on what was left out while reading
    """

    people: NDArray[Any]
    statements: NDArray[Any]
    table: csr_array
    notes: tuple[str, ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        """(n, p)."""
        return len(self.people), len(self.statements)

    @property
    def cast(self) -> NDArray[np.int64]:
        """(n,) how many statements each person voted on."""
        return np.asarray(np.diff(self.table.indptr), np.int64)

    def holding(self, data: NDArray[np.float64]) -> csr_array:
        """Another table (n, p) with an entry wherever there is a vote. data: (votes,) in the order of `table.data`."""
        return csr_array((data, self.table.indices, self.table.indptr), shape=self.shape)

    def some(self, rows: NDArray[np.int64]) -> Votes:
        """Of these people only, (m,) by place; somebody may be there several times."""
        return Votes(self.people[rows], self.statements, self.table[rows], self.notes)

    def arranged(self, people: NDArray[np.int64], statements: NDArray[np.int64]) -> Votes:
        """The same votes with people and statements in this order, (n,) and (p,) by place."""
        table = self.table[people][:, statements]
        table.sort_indices()
        return Votes(self.people[people], self.statements[statements], table, self.notes)

    @classmethod
    def of(
        cls, people: ArrayLike, statements: ArrayLike, votes: ArrayLike, times: ArrayLike | None = None,
        *, notes: Sequence[str] = (),
    ) -> Votes:  # fmt: skip
        """From a log: columns of the same length, in any order; of several votes the one with the last time counts.

        Where times are equal, or none are given, the one further down counts.
        raises: NotVotes when the columns differ in length, or a vote is not one of −1, 0, 1
        source: section 2.1 of the specification
        """
        who, names = _numbered(np.asarray(people))
        what, titles = _numbered(np.asarray(statements))
        cast = np.asarray(votes)
        when = None if times is None else np.asarray(times)
        if len({len(who), len(what), len(cast), len(cast if when is None else when)}) > 1:
            raise NotVotes("A log of votes needs a person, a statement and a vote in each row.")
        if not np.isin(cast, CODES).all():
            raise NotVotes("A vote is 1 for agree, -1 for disagree or 0 for pass.")
        if len(titles) > MOST_STATEMENTS or len(names) > MOST_PEOPLE:
            raise NotVotes(
                f"These are {len(names):,} people and {len(titles):,} statements; "
                f"{MOST_PEOPLE:,} people and {MOST_STATEMENTS:,} statements are the most that can be read at once."
            )
        last = _last(who.astype(np.int64) * max(len(titles), 1) + what, when)
        indptr = np.zeros(len(names) + 1, np.int64)
        np.cumsum(np.bincount(who[last], minlength=len(names)), out=indptr[1:])
        table = csr_array((cast[last].astype(np.int8), what[last], indptr), shape=(len(names), len(titles)))
        return cls(names, titles, table, tuple(notes))


def _numbered(names: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The place of each name among all of them, ascending, and these."""
    if names.dtype.kind in "iu" and len(names) and int(names.min()) >= 0 and int(names.max()) < 4 * len(names) + 1024:
        there = np.zeros(int(names.max()) + 1, np.bool_)
        there[names] = True
        return (np.cumsum(there) - 1)[names], np.flatnonzero(there)
    all_, places = np.unique(names, return_inverse=True)
    return places.reshape(-1).astype(np.int64), all_


def _last(cells: NDArray[np.int64], when: NDArray[Any] | None) -> NDArray[np.int64]:
    """The rows that count, ordered by cell."""
    order = np.argsort(cells, kind="stable")
    sorted_ = cells[order]
    again = np.flatnonzero(sorted_[1:] == sorted_[:-1])
    if when is not None and len(again):  # only cells with several votes are looked at again
        some = np.union1d(again, again + 1)
        rows = order[some]
        order[some] = rows[np.lexsort((rows, when[rows], sorted_[some]))]
    return order[np.append(sorted_[1:] != sorted_[:-1], True)] if len(order) else order
