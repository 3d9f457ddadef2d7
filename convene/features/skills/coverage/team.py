"""The coverage of a team: which skills somebody has, and never who, nor how well.

Ratings have four steps. What a team is shown depends on nothing but whether each person can do a thing by themselves
(the third step) or not, and on how many can only as none, one, several. So what anybody can work out, even with every
release side by side and with ratings of their own chosen for that, never tells "not yet" from "learning", nor "can do"
from "can teach".

Who joins, leaves or answers anew could be told from what changes just then. A release therefore stays as it is until
three people at least answer otherwise than in it, and than in each release before it. Where all are alike, a gap says
so of each: that is what a gap is, and whoever rates themselves has to be told so before.

Skills come and go with the text of a network. A release knows those that everybody in it had answered; two are compared
by what both know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

LEAST = 3  # people, before anything is shown
CAN_DO = 2  # the step, from 0, from which a person needs nobody's help

Ratings = Mapping[int, Mapping[str, int]]  # person -> a step, from 0, for each skill that they have answered
Able = Mapping[int, frozenset[str]]  # person -> the skills that they can do by themselves


class Band(IntEnum):
    """How many of a team can do something by themselves."""

    GAP = 0
    THIN = 1
    COVERED = 2


@dataclass(frozen=True, slots=True)
class Release:
    """What a team may see, and on whose answers it rests; `able` is for comparing and is never shown."""

    bands: Mapping[str, Band]
    people: int
    able: Able


def release(ratings: Ratings, before: Sequence[Release] = ()) -> Release | None:
    """What the team sees now: nothing below three people, the last release, or a new one.

    `before` are all releases of this team, the last at the end; a new one is to be kept with them.

    units:  steps from 0 (not yet) to 3 (can teach).
    """
    if len(ratings) < LEAST:
        return None
    skills = frozenset.intersection(*map(frozenset, ratings.values()))
    able = {person: frozenset(one for one in skills if said[one] >= CAN_DO) for person, said in ratings.items()}
    bands = {one: Band(min(sum(one in mine for mine in able.values()), Band.COVERED)) for one in skills}
    now = Release(bands, len(able), able)
    if before and (_is_same(before[-1], now) or any(0 < len(changed(one, now)) < LEAST for one in before)):
        return before[-1]
    return now


def changed(before: Release, now: Release) -> set[int]:
    """Those who joined, left, or answer otherwise about a skill that both know."""
    both = before.bands.keys() & now.bands.keys()
    stayed = before.able.keys() & now.able.keys()
    return (before.able.keys() ^ now.able.keys()) | {
        one for one in stayed if before.able[one] & both != now.able[one] & both
    }


def gaps(bands: Mapping[str, Band], among: Sequence[str]) -> list[str]:
    """The skills among these that nobody or one person has, gaps first, else in their order."""
    return sorted((one for one in among if one in bands and bands[one] < Band.COVERED), key=lambda one: bands[one])


def _is_same(before: Release, now: Release) -> bool:
    return before.bands.keys() == now.bands.keys() and before.able == now.able
