"""How often pairs of statements were voted on alike: all that the axes need to know of the people, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .votes import Votes

APART = 2.0**26  # more than twice the people that there may be, and its product with them below 2**53


@dataclass(frozen=True, eq=False)
class Products:
    """With X the votes and M the mask of votes (1 where there is one), both (n, p) with 0 elsewhere.

    xx: (p, p) XᵀX; mx: (p, p) MᵀX; mm: (p, p) MᵀM. Whole numbers in float64, exact below 2**53.
    """

    xx: NDArray[np.float64]
    mx: NDArray[np.float64]
    mm: NDArray[np.float64]

    @classmethod
    def of(cls, votes: Votes) -> Products:
        """From all votes at once."""
        x = votes.table.data.astype(np.float64)
        mask, both = votes.holding(np.ones(len(x))), votes.holding(x + APART)
        two = (votes.holding(x).T @ both).toarray()  # XᵀX + 2²⁶ XᵀM: one product for two
        xm = np.round(two / APART)
        return cls(two - APART * xm, np.ascontiguousarray(xm.T), (mask.T @ mask).toarray())

    @property
    def means(self) -> NDArray[np.float64]:
        """(p,) the mean vote on each statement, passes included; 0 where nobody voted."""
        counts = self.mm.diagonal()
        return self.mx.diagonal() / np.maximum(counts, 1)

    def scatter(self) -> NDArray[np.float64]:
        """(p, p) ZᵀZ, exactly symmetric, where Z is X less the mean of its statement on votes, and 0 elsewhere.

        That is the scatter of the table in which missing votes take the mean, without ever making that table.
        """
        mu = self.means
        cross = mu[:, None] * self.mx
        return np.asarray(self.xx - (cross + cross.T) + self.mm * (mu[:, None] * mu))

    def with_statement_at(self, place: int) -> Products:
        """With one more statement there, which nobody has voted on."""
        return Products(*(np.insert(np.insert(one, place, 0, 0), place, 0, 1) for one in (self.xx, self.mx, self.mm)))

    def exchanged(self, place: int, before: NDArray[np.float64], after: NDArray[np.float64]) -> Products:
        """With one person's row of X and of M, (2, p), exchanged for one that differs at this place alone."""
        (x, m), (new_x, new_m) = before, after
        xx, mx, mm = self.xx.copy(), self.mx.copy(), self.mm.copy()
        xx[place] += new_x[place] * new_x - x[place] * x
        mm[place] += new_m[place] * new_m - m[place] * m
        mx[place] += new_m[place] * new_x - m[place] * x
        column = new_m * new_x[place] - m * x[place]
        column[place] = 0  # counted with the row
        mx[:, place] += column
        xx[:, place], mm[:, place] = xx[place], mm[place]
        return Products(xx, mx, mm)
