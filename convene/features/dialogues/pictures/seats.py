"""Where one ballot stands on the map of all: worked out from its own votes, for its own eyes."""

from __future__ import annotations

import math
from collections.abc import Mapping

ENOUGH = 7
Axis = tuple[float, float, float]  # mean vote on a statement, and its weight on either axis


def seat_on(
    axes: Mapping[int, Axis], left_out: int, votes: Mapping[int, int], middles: list[tuple[float, float]]
) -> tuple[float, float, int] | None:
    """The place of who voted so, and the group whose middle is nearest; None with too few votes to say.

    axes: of each statement that counts, by number; left_out: how many do not count; votes: by number, 1, -1 or 0
    source: section 2.4 of the specification, as `opinion.places`
    """
    mine = [(axes[number], vote) for number, vote in votes.items() if number in axes]
    if len(mine) < min(ENOUGH, len(axes)) or not mine or not middles:
        return None
    pull = math.sqrt((len(axes) + left_out) / (len(mine) + left_out))
    x = pull * sum((vote - mean) * first for (mean, first, _second), vote in mine)
    y = pull * sum((vote - mean) * second for (mean, _first, second), vote in mine)
    near = min(range(len(middles)), key=lambda at: math.hypot(x - middles[at][0], y - middles[at][1]))
    return x, y, near
