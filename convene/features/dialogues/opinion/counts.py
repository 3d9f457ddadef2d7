"""How many in each group agree, disagree, or have voted at all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .products import Products
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
    row = np.repeat((of + 1) * p, votes.cast)  # who is in no group comes first, and is left out
    cells = 3 * (row + votes.table.indices) + 1 + votes.table.data
    three = np.bincount(cells, minlength=3 * (k + 1) * p).reshape(k + 1, p, 3)[1:].astype(np.float64)
    return Counts(three[..., 2].copy(), three[..., 0].copy(), three.sum(axis=-1))


def counts_of_all(products: Products) -> Counts:
    """(1, p) the same as `counts_of` without groups, where the products of the votes are known."""
    voted, both = products.mm.diagonal()[None].copy(), products.xx.diagonal()[None]
    more = products.mx.diagonal()[None]
    return Counts((both + more) / 2, (both - more) / 2, voted)
