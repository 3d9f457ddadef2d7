"""What the conveners of a dialogue that is open to all see of crowds, and of ballots that vote alike."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from ..models import Ballot, Vote, Wave

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..models import Dialogue

FEWEST_VOTES, FEWEST_BALLOTS = 10, 3  # with fewer, honest people vote alike every day
ALIKE = 0.9  # of what two ballots say, so much is the same
MOST = 3_000  # ballots looked at, those with most votes first
BANDS, HASHES = 4, 3
STRONG = 4  # times as many as usual make a burst


@dataclass(frozen=True, slots=True)
class Crowd:
    """Ballots that vote nearly alike. Its name is the same as long as they are the same ones."""

    name: str
    ballots: tuple[int, ...]
    votes: int  # of the one with the fewest
    aside: int  # how many of them are set aside


@dataclass(frozen=True, slots=True)
class Hour:
    """How many began within an hour."""

    at: dt.datetime
    begun: int
    is_burst: bool


def hours(dialogue: Dialogue) -> list[Hour]:
    """The hours in which somebody began, the last first; those with many more than usual are marked. One query."""
    begun: dict[dt.datetime, int] = defaultdict(int)
    for at, number in Wave.objects.filter(dialogue=dialogue).values_list("at", "begun"):
        begun[at.replace(minute=0)] += number
    usual = sorted(begun.values())[len(begun) // 2] if begun else 0
    bound = max(STRONG * usual, 20)
    return [Hour(at, number, number > bound) for at, number in sorted(begun.items(), reverse=True)]


def crowds(dialogue: Dialogue) -> list[Crowd]:
    """Three or more ballots of ten votes and more that are nearly the same, the largest first. Two queries.

    source: candidates by MinHash in bands (Broder 1997), then compared one with another
    """
    counted = Ballot.objects.filter(dialogue=dialogue).annotate(cast=Count("votes")).filter(cast__gte=FEWEST_VOTES)
    aside = dict(counted.order_by("-cast", "pk").values_list("pk", "is_aside")[:MOST])
    said: dict[int, set[tuple[int, int]]] = defaultdict(set)
    cast = Vote.objects.filter(ballot__dialogue=dialogue).values_list("ballot", "statement", "value")
    for ballot, statement, value in cast.iterator():
        if ballot in aside:
            said[ballot].add((statement, value))
    found = [_crowd(group, said, aside) for group in _groups(said) if len(group) >= FEWEST_BALLOTS]
    return sorted(found, key=lambda one: -len(one.ballots))


def _crowd(group: Iterable[int], said: dict[int, set[tuple[int, int]]], aside: dict[int, bool]) -> Crowd:
    ballots = tuple(sorted(group))
    name = hashlib.sha256(repr(ballots).encode()).hexdigest()[:16]
    return Crowd(name, ballots, min(len(said[one]) for one in ballots), sum(aside[one] for one in ballots))


def _groups(said: dict[int, set[tuple[int, int]]]) -> Iterable[set[int]]:
    """Ballots that are alike with one of their group."""
    leads = {one: one for one in said}

    def lead(one: int) -> int:
        while leads[one] != one:
            one = leads[one]
        return one

    for one, other in _candidates(said):
        if lead(one) != lead(other) and len(said[one] & said[other]) >= ALIKE * len(said[one] | said[other]):
            leads[lead(one)] = lead(other)
    groups: dict[int, set[int]] = defaultdict(set)
    for one in said:
        groups[lead(one)].add(one)
    return groups.values()


def _candidates(said: dict[int, set[tuple[int, int]]]) -> Iterable[tuple[int, int]]:
    """Pairs that may be alike: each with the one before it that has the same least lots in some band."""
    lots = {pair: _lots(pair) for pairs in said.values() for pair in pairs}
    met: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for ballot, pairs in said.items():
        least = [min(column) for column in zip(*(lots[pair] for pair in pairs), strict=True)]
        for band in range(BANDS):
            met[band, tuple(least[band * HASHES : (band + 1) * HASHES])].append(ballot)
    for together in met.values():
        for first in together[:5]:  # whoever is like one of them is like one of the first few
            yield from ((first, other) for other in together if other != first)


def _lots(pair: tuple[int, int]) -> tuple[int, ...]:
    digest = hashlib.blake2b(repr(pair).encode(), digest_size=4 * BANDS * HASHES).digest()
    return tuple(int.from_bytes(digest[at : at + 4]) for at in range(0, len(digest), 4))
