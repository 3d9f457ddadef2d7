"""Where people and statements stand on the map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .axes import Axes
from .votes import Votes

GRID = 2.0**38  # sums of at most 10,000 such steps below 2 are exact in float64, whatever their order
RIDGE = 0.1


def places_of(votes: Votes, axes: Axes, left_out: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(n, 2) people by their votes, pushed outwards by √(p / votes) for the statements that they did not see.

    Statements that are left out count as seen by everybody, as they do in Polis.
    source: section 2.4 of the specification
    """
    _, p = votes.shape
    shown = votes.holding((~left_out)[votes.table.indices].astype(np.float64)).sum(axis=1)
    seen = np.maximum(shown + left_out.sum(), 1)
    return np.asarray(np.sqrt(p / seen)[:, None] * _sums(votes, axes))


def unbiased_places_of(
    votes: Votes, axes: Axes, _left_out: NDArray[np.bool_], ridge: float = RIDGE
) -> NDArray[np.float64]:
    """(n, 2) people where their votes fit best, so that few votes do not pull towards the middle.

    For each person (Σ vvᵀ + λ)⁻¹ Σ v(x − μ) over the statements voted on, times 1 + λ, so that whoever voted on all
    of them stands where `places_of` puts them. λ, without unit, holds people with hardly a vote near the middle.
    source: section 3 of the specification
    """
    v = axes.directions
    entries = votes.table.indices
    squares = np.column_stack([v[:, 0] ** 2, v[:, 0] * v[:, 1], v[:, 1] ** 2])
    mask = votes.holding(np.ones(len(entries)))
    a, b, c = (np.asarray(mask @ _grid(squares))).T
    x, y = _sums(votes, axes).T
    a, c = a + ridge, c + ridge
    return np.asarray((1 + ridge) * np.column_stack([c * x - b * y, a * y - b * x]) / (a * c - b * b)[:, None])


def extremity_of(axes: Axes) -> NDArray[np.float64]:
    """(p,) how far from the middle somebody would stand who agreed with this statement and said nothing else.

    source: section 2.5 of the specification
    """
    p = len(axes.middle)
    return np.asarray(np.sqrt(p) * np.abs(1 - axes.middle) * np.hypot(axes.directions[:, 0], axes.directions[:, 1]))


def _sums(votes: Votes, axes: Axes) -> NDArray[np.float64]:
    """(n, 2) Σ v(x − μ) over the votes of each person, exact on a fine grid."""
    x = votes.table.data.astype(np.float64) - axes.middle[votes.table.indices]
    sums = [votes.holding(_grid(x * axes.directions[votes.table.indices, axis])).sum(axis=1) for axis in (0, 1)]
    return np.column_stack(sums)


def _grid(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.round(numbers * GRID) / GRID)
