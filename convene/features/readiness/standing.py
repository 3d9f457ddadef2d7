"""Where an institution stands in a dimension: from two raters on, a range with its middle; never a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

LEAST = 2  # raters, before a number is shown


@dataclass(frozen=True, slots=True)
class Standing:
    """The ratings of one round; levels from 1. `middle` is a level or halfway between two."""

    lowest: int
    middle: float
    highest: int

    @property
    def differs(self) -> bool:
        """Whether people see it differently enough to talk about it."""
        return self.highest - self.lowest >= 2


def standing(levels: Sequence[int]) -> Standing | None:
    """What may be shown of one dimension in one round; None below two raters.

    source: Everyday Democracy's capacity self-assessment has the form of levels 1-4; the threshold is ours.
    """
    if len(levels) < LEAST:
        return None
    return Standing(min(levels), float(median(levels)), max(levels))


def alone(levels: Sequence[tuple[int, bool]]) -> Standing | None:
    """The rating of a single person who said that it may be shown; None for any other.

    shapes: (level, whether it may stand alone) for each rating.
    """
    if len(levels) != 1 or not levels[0][1]:
        return None
    level = levels[0][0]
    return Standing(level, float(level), level)


def first_steps(standings: Sequence[Standing | None], most: int = 3) -> list[int]:
    """The dimensions to work on next: the lowest middle first, among equals those that people see most differently.

    shapes: places in `standings`, in and out; those without a number and those on the highest level are left out.
    """
    open_ones = [(at, one) for at, one in enumerate(standings) if one is not None and one.middle < 4]
    ranked = sorted(open_ones, key=lambda row: (row[1].middle, row[1].lowest - row[1].highest, row[0]))
    return [at for at, _one in ranked[:most]]
