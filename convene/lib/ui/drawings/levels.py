"""Levels over rounds: from the lowest to the highest rating of each round, and the line of the middle ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDE, HIGH = 96.0, 30.0  # of a round, of a level


@dataclass(frozen=True, slots=True)
class Mark:
    """A round: where its middle stands, and from where to where its ratings reach."""

    x: float
    y: float
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Levels:
    """The drawing. `marks` has None where nothing may be shown; `lines` join rounds that follow each other."""

    width: float
    height: float
    rows: tuple[float, ...]  # the middle of each level, the highest first
    marks: tuple[Mark | None, ...]
    lines: tuple[str, ...]


def draw(rounds: Sequence[tuple[int, float, int] | None], *, levels: int) -> Levels:
    """Where everything lies.

    shapes: (lowest, middle, highest) for each round, or None for a round that shows nothing.
    units:  levels from 1; x grows with the rounds, y downwards, so the highest level is on top.
    raises: ValueError for a level that there is not.
    """
    marks: list[Mark | None] = []
    for at, one in enumerate(rounds):
        if one is None:
            marks.append(None)
            continue
        low, middle, high = one
        if not 1 <= low <= middle <= high <= levels:
            raise ValueError(f"{one} does not lie on levels 1 to {levels}")
        top, bottom = _y(high, levels), _y(low, levels)
        marks.append(Mark(WIDE * (at + 0.5), _y(middle, levels), top - HIGH * 0.3, bottom - top + HIGH * 0.6))
    lines = [
        f"M{a.x:g} {a.y:g}L{b.x:g} {b.y:g}"
        for a, b in zip(marks, marks[1:], strict=False)
        if a is not None and b is not None
    ]
    rows = tuple(_y(level, levels) for level in range(levels, 0, -1))
    return Levels(WIDE * len(rounds), HIGH * levels, rows, tuple(marks), tuple(lines))


def _y(level: float, levels: int) -> float:
    return round(HIGH * (levels - level + 0.5), 2)
