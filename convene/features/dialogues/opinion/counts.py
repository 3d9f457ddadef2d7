"""How many in each group agree, disagree, or have voted at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .votes import Votes


@dataclass(frozen=True, eq=False)
class Counts:
    """People, as whole numbers in float64: (p,), or (k, p) with a row a group. `voted` includes passes."""

    agree: NDArray[np.float64]
    disagree: NDArray[np.float64]
    voted: NDArray[np.float64]

    @property
    def total(self) -> Counts:
        """(p,) all groups together."""
        return Counts(self.agree.sum(axis=0), self.disagree.sum(axis=0), self.voted.sum(axis=0))

    @property
    def others(self) -> Counts:
        """(k, p) for each group, all other groups together."""
        total = self.total
        return Counts(total.agree - self.agree, total.disagree - self.disagree, total.voted - self.voted)


def counts_of(votes: Votes, groups: NDArray[np.int64] | None = None) -> Counts:
    """(k, p) by group, of people in one; without groups (1, p), of everybody. groups: (n,) from 0, −1 for none.

    source: section 2.7 of the specification
    """
    n, p = votes.shape
    of = np.zeros(n, np.int64) if groups is None else groups
    k = int(of.max(initial=-1)) + 1
    cell = np.repeat(of, votes.cast) * p + votes.table.indices
    inside, vote = cell >= 0, votes.table.data

    def count(which: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(cell[which], minlength=k * p).reshape(k, p).astype(np.float64)

    return Counts(count(inside & (vote == 1)), count(inside & (vote == -1)), count(inside))
