"""Where people stand, told for five and more of them together, so that no place leads to a ballot."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST, MOST = 5, 60  # people in a clump at least; clumps in a group at most
Clump = tuple[float, float, float, float, int]  # middle x and y, spread x and y, people


def clumps_of(places: NDArray[np.float64]) -> list[Clump]:
    """People at (n, 2) places, cut in halves along the longer side until halves would be too small.

    The places alone decide, so neither names nor the order of people change anything. None for fewer than five.
    """
    if len(places) < LEAST:
        return []
    ordered = places[np.lexsort((places[:, 1], places[:, 0]))]
    return [_clump(part) for part in _cut(ordered, max(LEAST, -(-len(places) // MOST)))]


def _cut(places: NDArray[np.float64], least: int) -> list[NDArray[np.float64]]:
    if len(places) < 2 * least:
        return [places]
    axis = int(np.ptp(places, axis=0).argmax())
    ordered = places[np.lexsort((places[:, 1 - axis], places[:, axis]))]
    middle = len(places) // 2
    return [*_cut(ordered[:middle], least), *_cut(ordered[middle:], least)]


def _clump(places: NDArray[np.float64]) -> Clump:
    (x, y), (wide, high) = places.mean(axis=0).round(3).tolist(), places.std(axis=0).round(3).tolist()
    return (x, y, wide, high, len(places))
