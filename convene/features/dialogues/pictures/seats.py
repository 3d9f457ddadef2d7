"""Where one ballot stands on the map of all: worked out from its own votes, for its own eyes."""

from __future__ import annotations

import math
from collections.abc import Mapping

ENOUGH = 7
RIDGE = 0.1  # as in opinion.places
Axis = tuple[float, float, float]  # mean vote on a statement, and its weight on either axis

Votes = list[tuple[Axis, int]]


def seat_on(
    axes: Mapping[int, Axis], left_out: int, votes: Mapping[int, int], middles: list[tuple[float, float]],
    *, is_unbiased: bool = False,
) -> tuple[float, float, int] | None:
    """The place of who voted so, and the group whose middle is nearest; None with too few votes to say.

    axes: of each statement that counts, by number; left_out: how many do not count; votes: by number, 1, -1 or 0
    source: section 2.4 of the specification, as `opinion.places`
    """
    mine = [(axes[number], vote) for number, vote in votes.items() if number in axes]
    if len(mine) < min(ENOUGH, len(axes)) or not mine or not middles:
        return None
    x, y = (_best_fit if is_unbiased else _pushed)(mine, len(axes), left_out)
    near = min(range(len(middles)), key=lambda at: math.hypot(x - middles[at][0], y - middles[at][1]))
    return x, y, near


def _pushed(mine: Votes, axes: int, left_out: int) -> tuple[float, float]:
    """As `opinion.places.places_of`."""
    pull = math.sqrt((axes + left_out) / (len(mine) + left_out))
    x, y = _sums(mine)
    return pull * x, pull * y


def _best_fit(mine: Votes, _axes: int, _left_out: int) -> tuple[float, float]:
    """As `opinion.places.unbiased_places_of`."""
    a = RIDGE + sum(first * first for (_mean, first, _second), _vote in mine)
    b = sum(first * second for (_mean, first, second), _vote in mine)
    c = RIDGE + sum(second * second for (_mean, _first, second), _vote in mine)
    x, y = _sums(mine)
    by = (1 + RIDGE) / (a * c - b * b)
    return by * (c * x - b * y), by * (a * y - b * x)


def _sums(mine: Votes) -> tuple[float, float]:
    x = sum((vote - mean) * first for (mean, first, _second), vote in mine)
    y = sum((vote - mean) * second for (mean, _first, second), vote in mine)
    return x, y
