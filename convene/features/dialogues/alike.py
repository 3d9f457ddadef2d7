"""Statements that say the same: word for word, or nearly."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from ...lib.finding.words import language_of, pairs, split, stem

NEAR_WORDS, NEAR_LETTERS = 0.7, 0.75
SHORT = 3  # letters of words that every sentence has


def normal(text: str) -> str:
    """The words of a text, folded: the same for two texts that differ in signs, capitals and accents alone."""
    return " ".join(split(text))


def nearest(text: str, others: Iterable[tuple[int, str]], most: int = 3) -> list[int]:
    """The numbers of those that nearly say the same, the nearest first.

    others: a number and a text each.
    """
    mine = normal(text)
    found = [(likeness, number) for number, other in others if (likeness := _likeness(mine, normal(other)))]
    return [number for _likeness, number in sorted(found, key=lambda one: -one[0])[:most]]


def _likeness(one: str, other: str) -> float:
    """How near two are, 0 for those that are not: by their words without endings, or by their letters in threes."""
    by_words = _shared(_words(one), _words(other))
    a, b = _threes(one), _threes(other)
    by_letters = 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
    return max(by_words, by_letters) if by_words >= NEAR_WORDS or by_letters >= NEAR_LETTERS else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    words = text.split()
    language = language_of(words)
    long = [word for word in words if len(word) > SHORT or not word.isascii()]
    return frozenset(part for word in long for part in ([stem(word, language)] if word.isascii() else pairs(word)))


@lru_cache(maxsize=8192)
def _threes(text: str) -> frozenset[str]:
    padded = f" {text} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))
