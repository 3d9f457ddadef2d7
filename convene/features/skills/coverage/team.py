"""The coverage of a team: which skills somebody has, and never who, nor how well.

Ratings have four steps. What a team is shown depends on nothing but whether each person can do a thing by themselves
(the third step) or not, and on how many can only as none, one, several. So what anybody can work out, even with every
release side by side and with ratings of their own chosen for that, never tells "not yet" from "learning", nor "can do"
from "can teach".

Who joins, leaves or answers anew could be told from what changes just then. A release therefore stays as it is until
three people at least answer otherwise than in it, and than in each release before it. Where all are alike, a gap says
so of each: that is what a gap is, and whoever rates themselves has to be told so before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

LEAST = 3  # people, before anything is shown
CAN_DO = 2  # the step, from 0, from which a person needs nobody's help

Ratings = Mapping[int, Sequence[int]]  # person -> a step for each skill, -1 where there is no answer
Able = Mapping[int, tuple[bool, ...]]  # person -> for each skill, whether they can do it by themselves


class Band(IntEnum):
    """How many of a team can do something by themselves."""

    GAP = 0
    THIN = 1
    COVERED = 2


@dataclass(frozen=True, slots=True)
class Release:
    """What a team may see, and on whose answers it rests; `able` is for comparing and is never shown."""

    bands: tuple[Band, ...]
    people: int
    able: Able


def release(ratings: Ratings, before: Sequence[Release] = ()) -> Release | None:
    """What the team sees now: nothing below three people, the last release, or a new one.

    `before` are all releases of this team, the last at the end; a new one is to be kept with them.

    shapes: rows of one length, a number for each skill; `bands` has that length.
    units:  steps from 0 (not yet) to 3 (can teach).
    raises: ValueError for rows of different lengths.
    """
    able = {person: tuple(step >= CAN_DO for step in steps) for person, steps in ratings.items()}
    if len({len(steps) for steps in able.values()}) > 1:
        raise ValueError("ratings of different lengths")
    if len(able) < LEAST:
        return None
    if before and (before[-1].able == able or any(0 < len(changed(one.able, able)) < LEAST for one in before)):
        return before[-1]
    columns = zip(*able.values(), strict=True)
    return Release(tuple(Band(min(sum(column), Band.COVERED)) for column in columns), len(able), able)


def changed(before: Able, now: Able) -> set[int]:
    """Those who joined, left, or answer otherwise."""
    return {one for one in before.keys() | now.keys() if before.get(one) != now.get(one)}


def gaps(bands: Sequence[Band], needed: Sequence[int] | None = None) -> list[int]:
    """The skills that nobody or one person has, gaps first, among those that a piece of work needs (or all).

    shapes: places in `bands`, in and out.
    """
    among = range(len(bands)) if needed is None else needed
    return sorted((at for at in among if bands[at] < Band.COVERED), key=lambda at: (bands[at], at))
