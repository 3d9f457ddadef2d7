"""Seats of a room: clouds of dots for groups, each dot near the clump that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

WIDE, HIGH = 480.0, 360.0
EDGE_X, EDGE_Y = 58.0, 52.0
MOST = 500  # dots; beyond that a dot stands for several people
TURN = pi * (3 - sqrt(5))  # so that no two dots of a spiral lie in one line
LABEL = 96.0  # half of the widest name, as phones show it
APART = 3.6  # from a dot to its neighbour, about
At = Callable[[float, float], tuple[float, float]]
Clump = Sequence[float]  # middle x and y, spread x and y, how many


@dataclass(frozen=True, slots=True)
class Cloud:
    """A group: its dots, the ellipse around most of them, and where its name stands."""

    dots: tuple[tuple[float, float], ...]
    x: float
    y: float
    wide: float
    high: float
    label_x: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Seats:
    """The drawing. `each`: for how many people a dot stands; `you`: where the reader is, if that is known.

    is_turned: x and y have changed places
    """

    clouds: tuple[Cloud, ...]
    each: int
    you: tuple[float, float] | None
    is_turned: bool = False
    width: float = WIDE
    height: float = HIGH


def draw(groups: Sequence[Sequence[Clump]], you: tuple[float, float] | None = None, *, most: int = MOST) -> Seats:
    """Where everything lies, in that many dots at most.

    shapes: a sequence of clumps for each group; `you` in the same units as their middles.
    units:  any; what is drawn fits 480 by 360, y upwards in and downwards out. A room that is clearly higher than wide
            lies on its side, since what is up means nothing and the drawing is larger so.
    """
    is_turned = _is_high(groups)
    if is_turned:
        groups, you = _lying(groups, you)
    clumps = [clump for group in groups for clump in group]
    if not clumps:
        return Seats((), 1, None)
    across, along = _reach(clumps, 0), _reach(clumps, 1)
    middle = ((min(across) + max(across)) / 2, (min(along) + max(along)) / 2)
    scale = min(
        (WIDE - 2 * EDGE_X) / (max(across) - min(across) or 1), (HIGH - 2 * EDGE_Y) / (max(along) - min(along) or 1)
    )

    def at(x: float, y: float) -> tuple[float, float]:
        return WIDE / 2 + (x - middle[0]) * scale, HIGH / 2 - (y - middle[1]) * scale

    each = -(-int(sum(clump[4] for clump in clumps)) // most)
    dots = [[_dots(clump, at, scale, each, turn) for turn, clump in enumerate(group)] for group in groups]
    clouds = tuple(_cloud(parts) for parts in dots if parts)
    return Seats(clouds, each, _kept(*at(*you)) if you else None, is_turned)


def _reach(clumps: Sequence[Clump], axis: int) -> list[float]:
    return [clump[axis] + side * clump[axis + 2] for clump in clumps for side in (-1, 1)]


def _is_high(groups: Sequence[Sequence[Clump]]) -> bool:
    clumps = [clump for group in groups for clump in group]
    wide, high = (max(found, default=0) - min(found, default=0) for found in (_reach(clumps, 0), _reach(clumps, 1)))
    return high > 1.5 * wide


def _lying(
    groups: Sequence[Sequence[Clump]], you: tuple[float, float] | None
) -> tuple[Sequence[Sequence[Clump]], tuple[float, float] | None]:
    """The same, with x and y changed for each other."""
    turned = [[(y, x, tall, broad, *rest) for x, y, broad, tall, *rest in group] for group in groups]
    return turned, (you[1], you[0]) if you else None


def _dots(clump: Clump, at: At, scale: float, each: int, turn: int) -> list[tuple[float, float]]:
    """A spiral around the middle of a clump, as wide as its people are spread and no denser than can be seen."""
    x, y = at(clump[0], clump[1])
    count = max(1, round(clump[4] / each))
    least = APART * sqrt(count)
    wide, high = max(1.6 * clump[2] * scale, least), max(1.6 * clump[3] * scale, least)
    found = []
    for number in range(count):
        far, angle = sqrt((number + 0.5) / count), number * TURN + turn
        found.append(_kept(x + wide * far * cos(angle), y + high * far * sin(angle)))
    return found


def _kept(x: float, y: float) -> tuple[float, float]:
    return round(min(max(x, 12), WIDE - 12), 1), round(min(max(y, 12), HIGH - 12), 1)


def _cloud(parts: list[list[tuple[float, float]]]) -> Cloud:
    dots = [dot for part in parts for dot in part]
    x, y = (sum(dot[side] for dot in dots) / len(dots) for side in (0, 1))
    wide = 2.1 * sqrt(sum((dot[0] - x) ** 2 for dot in dots) / len(dots)) + 8
    high = 2.1 * sqrt(sum((dot[1] - y) ** 2 for dot in dots) / len(dots)) + 8
    reach = max((hypot((dot[0] - x) / wide, (dot[1] - y) / high) for dot in dots), default=1)
    wide, high = wide * min(max(reach, 0.9), 1.05), high * min(max(reach, 0.9), 1.05)
    label = max(y - high - 10, 20) if y <= HIGH / 2 else min(y + high + 20, HIGH - 6)  # outwards, away from the others
    return Cloud(tuple(dots), round(x, 1), round(y, 1), round(wide, 1), round(high, 1),
                 round(min(max(x, LABEL), WIDE - LABEL), 1), round(label, 1))  # fmt: skip
