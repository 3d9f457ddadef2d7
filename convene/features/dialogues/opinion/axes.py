"""The two directions in which opinions differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from .order import by_content
from .products import Products
from .votes import Votes

STEPS = 20


@dataclass(frozen=True, eq=False)
class Axes:
    """The middle of the room, and the two axes of the map.

    middle: (p,) the mean vote, in [−1, 1]; 0 for statements that are left out
    directions: (p, 2) unit vectors, the entry of largest size positive; 0 for statements that are left out
    spread: (2,) the variance along each axis, in squared votes a person
    total: the variance in all directions
    """

    middle: NDArray[np.float64]
    directions: NDArray[np.float64]
    spread: NDArray[np.float64]
    total: float

    def arranged(self, statements: NDArray[np.int64]) -> Axes:
        """The same with the statements in this order, (p,) by place."""
        return Axes(self.middle[statements], self.directions[statements], self.spread, self.total)

    @property
    def explained(self) -> float:
        """The share of all variance that the map shows, in [0, 1]."""
        return float(self.spread.sum() / self.total) if self.total > 0 else 0.0


def axes_of(votes: Votes, products: Products, left_out: NDArray[np.bool_]) -> Axes:
    """The principal directions of the votes, missing ones taken as the mean of their statement.

    left_out: (p,) statements that count for nothing
    source: section 2.3 of the specification
    """
    _, p = votes.shape
    order = by_content(votes, left_out)
    shown = order[~left_out[order]]
    scatter = products.scatter()[np.ix_(shown, shown)]
    middle, directions, spread = np.zeros(p), np.zeros((p, 2)), np.zeros(2)
    middle[shown] = products.means[shown]
    found = min(2, len(shown))
    if found:
        values, vectors = eigh(scatter, subset_by_index=[len(shown) - found, len(shown) - 1])
        vectors = vectors[:, ::-1] * (values[::-1] > 1e-9 * max(values.max(), 1e-3))
        directions[np.ix_(shown, np.arange(found))] = vectors * _signs(vectors)
        spread[:found] = np.maximum(values[::-1], 0)
    people = max(votes.shape[0] - 1, 1)
    return Axes(middle, directions, spread / people, float(np.trace(scatter)) / people)


def axes_near(votes: Votes, left_out: NDArray[np.bool_], start: Axes) -> Axes:
    """The same for a sample, found from the axes of the whole in a few steps, to about four digits.

    source: subspace iteration with Rayleigh and Ritz's step; Halko, Martinsson and Tropp, 2011
    """
    table, what = votes.table, votes.table.indices
    people, p = votes.shape
    shown = ~left_out
    x = table.data.astype(np.float64)
    middle = np.bincount(what, x, p) / np.maximum(np.bincount(what, minlength=p), 1) * shown
    z = votes.holding((x - middle[what]) * shown[what])
    directions, spread = start.directions, np.zeros(2)
    for _ in range(STEPS):
        before, seen = spread, z @ directions
        values, turn = eigh(seen.T @ seen)
        spread = values[::-1]
        found = np.linalg.qr(z.T @ (seen @ turn[:, ::-1]))[0]
        directions = np.zeros((p, 2))  # of a single statement there is one alone
        directions[:, : found.shape[1]] = found
        if np.allclose(spread, before, rtol=1e-4, atol=1e-9):
            break
    share = max(people - 1, 1)
    return Axes(middle, directions * _signs(directions), spread / share, float((z.data**2).sum()) / share)


def _signs(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """(2,) what makes the entry of largest size positive; of equal ones, up to rounding, the first."""
    sizes = np.abs(vectors)
    largest = (sizes >= sizes.max(axis=0) * (1 - 1e-9)).argmax(axis=0)
    return np.where(vectors[largest, range(vectors.shape[1])] < 0, -1.0, 1.0)
