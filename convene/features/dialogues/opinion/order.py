"""An order of the statements that rests on the votes alone, so that rounding never depends on how they arrived."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .votes import Votes

ROUNDS = 3
SIDES = np.array([-1, 0, 1]).astype(np.uint64)


def by_content(votes: Votes, left_out: NDArray[np.bool_]) -> NDArray[np.int64]:
    """(p,) the places of the statements, in an order that stays the same when people or statements are numbered anew.

    Statements take a colour from who voted how on them, people from what they voted on, in turns; the order is that of
    the colours. Statements that nothing but the name tells apart stand in the order of their names.
    source: colour refinement (Weisfeiler and Leman, 1968); sums of integers below 2**53, which are exact in any order
    """
    n, p = votes.shape
    what, how = votes.table.indices, votes.table.data.astype(np.int64) + 1
    who = np.repeat(np.arange(n), votes.cast)
    on, by = 3 * what.astype(np.int64) + how, 3 * who + how
    statements = _mixed(left_out.astype(np.uint64))
    for _ in range(ROUNDS):
        people = _gathered(statements, on, who, n)
        statements = _mixed(statements ^ _gathered(people, by, what, p))
    return np.lexsort((np.arange(p), statements))


def _gathered(
    colours: NDArray[np.uint64], votes: NDArray[np.int64], places: NDArray[np.integer], length: int
) -> NDArray[np.uint64]:
    """For each vote 32 bits of its colour, which is made of one of these and of what it says; their sum at each place.

    votes: three times the place of the colour, and 0 to disagree, 1 to pass, 2 to agree
    """
    three = _mixed((colours[:, None] + SIDES).ravel()) >> np.uint64(32)
    return _mixed(np.bincount(places, three.astype(np.float64)[votes], length).astype(np.uint64))


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each number scattered over 64 bits (splitmix64; Steele, Lea and Flood, 2014)."""
    z = numbers + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
