"""How each person stands to the room and to their group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Positions:
    """(n,) each, in units of the map; 0 for `core` and `extreme` where somebody is in no group.

    centric: 1 less the distance from the middle of all who are grouped
    core: 1 less the distance from the middle of their group
    extreme: how far beyond the middle of their group, seen from the middle of the room
    """

    centric: NDArray[np.float64]
    core: NDArray[np.float64]
    extreme: NDArray[np.float64]


def positions_of(places: NDArray[np.float64], groups: NDArray[np.int64]) -> Positions:
    """places: (n, 2); groups: (n,) from 0, −1 for none.

    source: section 2.12 of the specification
    """
    grouped = groups >= 0
    middle = places[grouped].mean(axis=0) if grouped.any() else np.zeros(2)
    sizes = np.bincount(groups[grouped], minlength=1)
    sums = [np.bincount(groups[grouped], places[grouped, axis], len(sizes)) for axis in (0, 1)]
    middles = np.column_stack(sums) / np.maximum(sizes, 1)[:, None]
    away = middles - middle
    lengths = np.hypot(away[:, 0], away[:, 1])[:, None]
    unit = np.divide(away, lengths, out=np.zeros_like(away), where=lengths > 0)
    mine = np.maximum(groups, 0)
    apart = places - middles[mine]
    return Positions(
        1 - np.hypot(*(places - middle).T),
        np.where(grouped, 1 - np.hypot(*apart.T), 0.0),
        np.where(grouped, (apart * unit[mine]).sum(axis=1), 0.0),
    )
