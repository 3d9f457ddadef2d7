"""A wheel: parts of a whole, each with wedges that fill ring by ring from the middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

INNER, OUTER = 62.0, 186.0  # radii
GAP = 3.0  # between rings, and between wedges along the arc
BREAK = 0.055  # between parts, in radians
LABEL = 204.0


@dataclass(frozen=True, slots=True)
class Ring:
    """A piece of a wedge: its outline, and whether it is filled. `level` is from 1, the innermost."""

    path: str
    level: int
    is_filled: bool


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of the wheel: its wedges, each a sequence of rings, and where its number stands."""

    wedges: tuple[tuple[Ring, ...], ...]
    x: float
    y: float


def draw(parts: Sequence[Sequence[int]], *, rings: int) -> tuple[Sector, ...]:
    """Where everything lies, clockwise from the top.

    shapes: a sequence for each part with a value for each wedge, 0 to `rings`.
    units:  the middle is (0, 0); the wheel fits into -230 to 230 with the numbers of its parts.
    raises: ValueError for a value that has no ring.
    """
    count = sum(map(len, parts))
    if not count or rings < 1:
        return ()
    step = (2 * pi - BREAK * len(parts)) / count
    angle, sectors = -pi / 2, []
    for values in parts:
        begin, wedges = angle, []
        for value in values:
            if not 0 <= value <= rings:
                raise ValueError(f"{value} is not between 0 and {rings}")
            wedges.append(_wedge(angle, angle + step, value, rings))
            angle += step
        middle = (begin + angle) / 2
        sectors.append(Sector(tuple(wedges), round(LABEL * cos(middle), 1), round(LABEL * sin(middle), 1)))
        angle += BREAK
    return tuple(sectors)


def _wedge(begin: float, end: float, value: int, rings: int) -> tuple[Ring, ...]:
    thick = (OUTER - INNER) / rings
    return tuple(
        Ring(_outline(begin, end, INNER + thick * at, INNER + thick * (at + 1) - GAP), at + 1, at < value)
        for at in range(rings)
    )


def _outline(begin: float, end: float, near: float, far: float) -> str:
    """A piece of a ring, narrower by half the gap at both sides so that neighbors stand apart evenly."""
    a, b = begin + GAP / 2 / far, end - GAP / 2 / far
    c, d = begin + GAP / 2 / near, end - GAP / 2 / near
    return (
        f"M{_at(near, c)}L{_at(far, a)}A{far:g} {far:g} 0 {int(b - a > pi)} 1 {_at(far, b)}"
        f"L{_at(near, d)}A{near:g} {near:g} 0 {int(d - c > pi)} 0 {_at(near, c)}z"
    )


def _at(radius: float, angle: float) -> str:
    return f"{radius * cos(angle):.1f} {radius * sin(angle):.1f}"
