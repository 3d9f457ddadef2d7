"""What fits together by its words: a few that say something, which name the one and stand in the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import NamedTuple

from ...lib.text.telling import told

LEAST = 2  # words that both have; one more where the text has to help
COVERED = 0.3  # of what the other is called
SHOWN = 3
ASIDE = 0.5  # what a word counts that stands only in passing


@dataclass(slots=True)
class Words:
    """The telling words of a thing, each as it is written: those that name it, and those of its text."""

    names: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)

    @property
    def all(self) -> dict[str, str]:
        return self.text | self.names


class Likeness(NamedTuple):
    """How much two things have to do with each other; the words say why."""

    worth: float
    words: str


def words_of(names: Iterable[str], text: Iterable[str]) -> Words:
    """The words of what names a thing, and of lines of its text."""
    return Words(told("\n".join(names)), told("\n".join(text)))


def likeness(mine: Words, theirs: Mapping[str, float], weights: Mapping[str, float]) -> Likeness | None:
    """None where they share too little.

    theirs: word -> its share of that thing's name; weights: of the words that are rare enough to tell anything.
    """
    both = mine.all
    shared = weights.keys() & both.keys() & theirs.keys()
    named = shared & mine.names.keys()
    if not named or len(shared) < (LEAST if len(named) >= LEAST else LEAST + 1):
        return None
    if sum(theirs[word] * (1 if word in named else ASIDE) for word in shared) < COVERED:
        return None
    worth = {word: weights[word] * (1 if word in named else ASIDE) for word in sorted(shared)}
    most = sorted(worth, key=lambda word: -worth[word])[:SHOWN]
    return Likeness(round(sum(worth.values()), 4), ", ".join(dict.fromkeys(both[word] for word in most))[:120])


def weigh(known: Mapping[str, tuple[int, int]], things: tuple[int, int]) -> dict[str, float]:
    """What each word counts, the more the fewer things have it; what too many have says nothing and is left out.

    known: word -> of how many topics and of how many resources; things: how many of these there are.
    """
    few = max(40, things[0] // 20), max(8, things[1] // 10)
    return {
        word: log(2 + sum(things) / max(sum(counts), 1))
        for word, counts in known.items()
        if counts[0] <= few[0] and counts[1] <= few[1]
    }
