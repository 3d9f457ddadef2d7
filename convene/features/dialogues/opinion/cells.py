"""People who stand close together, taken as one: at most a hundred cells, whatever the size of the room."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .merging import merged

MOST = 100
MANY, FINE = 10_000, 256  # beyond so many people, places are told apart by a part of the map's width


@dataclass(frozen=True, eq=False)
class Cells:
    """places: (m, 2) the mean place in each cell; weights: (m,) people in it; of: (n,) the cell of each person."""

    places: NDArray[np.float64]
    weights: NDArray[np.float64]
    of: NDArray[np.int64]

    def orders(self, count: int, seed: int) -> NDArray[np.int64]:
        """(count, m) cells in the order in which one would meet them if people came in at random.

        The first of w people comes after a time that is exponential with rate w.
        """
        waits = np.random.default_rng(seed).exponential(size=(count, len(self.weights)))
        return np.argsort(waits / self.weights, axis=1)


def cells_of(places: NDArray[np.float64]) -> Cells:
    """Cells of people at (n, 2) places, numbered from left to right; they depend on the places, not on their order."""
    distinct = _cells(_ordered(places), places)
    if len(distinct.places) > MANY:
        step = (places.max(axis=0) - places.min(axis=0)).max() / FINE
        distinct = _cells(_ordered(np.round(places / step)), places)
    if len(distinct.places) <= MOST:
        return distinct
    joined = merged(distinct.places, distinct.weights, MOST)
    return _cells(joined[distinct.of], places)


def _ordered(places: NDArray[np.float64]) -> NDArray[np.int64]:
    """(n,) the number of each place among the distinct ones, from left to right."""
    sorted_ = np.lexsort((places[:, 1], places[:, 0]))
    ordered = places[sorted_]
    of = np.zeros(len(places), np.int64)
    of[sorted_[1:]] = np.cumsum((ordered[1:] != ordered[:-1]).any(axis=1))
    return of


def _cells(of: NDArray[np.int64], places: NDArray[np.float64]) -> Cells:
    """Numbered as they are; sums run from left to right, so that they round alike whoever came first."""
    sorted_ = np.lexsort((places[:, 1], places[:, 0]))
    weights = np.bincount(of).astype(np.float64)
    sums = [np.bincount(of[sorted_], places[sorted_, axis]) for axis in (0, 1)]
    return Cells(np.column_stack(sums) / weights[:, None], weights, of)
