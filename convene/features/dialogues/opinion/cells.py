"""People who stand close together, taken as one: at most a hundred cells, whatever the size of the room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from .merging import merged

MOST = 100
STEPS = 3  # of k-means, after which cells hardly move
MANY, FINE = 2_500, 64  # beyond so many places, people within a part of the map's width count as one


@dataclass(frozen=True, eq=False)
class Cells:
    """places: (m, 2) the mean place in each cell; weights: (m,) people in it; of: (n,) the cell of each person."""

    places: NDArray[np.float64]
    weights: NDArray[np.float64]
    of: NDArray[np.int64]

    def apart(self) -> NDArray[np.float64]:
        """(m, m) distances between cells."""
        return np.asarray(np.hypot(*(self.places[:, None] - self.places).transpose(2, 0, 1)))

    def orders(self, count: int, seed: int) -> NDArray[np.int64]:
        """(count, m) cells in the order in which one would meet them if people came in at random.

        The first of w people comes after a time that is exponential with rate w.
        """
        waits = np.random.default_rng(seed).exponential(size=(count, len(self.weights)))
        return np.argsort(waits / self.weights, axis=1)


def cells_of(places: NDArray[np.float64], many: int = MANY, fine: int = FINE) -> Cells:
    """Cells of people at (n, 2) places, numbered from left to right; they depend on the places, not on their order.

    many: beyond so many different places, those in one square of a grid are one, `fine` squares along the longer side
    """
    sorted_ = np.lexsort((places[:, 1], places[:, 0]))
    ordered = places[sorted_]
    distinct = np.concatenate([[0], np.cumsum((ordered[1:] != ordered[:-1]).any(axis=1))])
    if distinct[-1] >= many:
        step = (places.max(axis=0) - places.min(axis=0)).max() / fine
        across, up = np.round((ordered - places.min(axis=0)) / step).astype(np.int64).T
        distinct = np.unique(across * (2 * fine) + up, return_inverse=True)[1].reshape(-1)
    first = _cells(distinct, ordered, sorted_)
    if len(first.places) <= MOST:
        return first
    joined = merged(first.places, first.weights, MOST)
    cells = _cells(joined[distinct], ordered, sorted_)
    for _ in range(STEPS):
        near = cKDTree(cells.places).query(first.places)[1]
        cells = _cells(np.unique(near, return_inverse=True)[1].reshape(-1)[distinct], ordered, sorted_)
    return cells


def _cells(of: NDArray[np.int64], ordered: NDArray[np.float64], people: NDArray[np.int64]) -> Cells:
    """Numbered as they are; sums run from left to right, so that they round alike whoever came first.

    of: (n,) the cell of each place from left to right; ordered: (n, 2) these places; people: (n,) who stands there
    """
    weights = np.bincount(of).astype(np.float64)
    sums = [np.bincount(of, ordered[:, axis]) for axis in (0, 1)]
    mine = np.empty(len(of), np.int64)
    mine[people] = of
    return Cells(np.column_stack(sums) / weights[:, None], weights, mine)
