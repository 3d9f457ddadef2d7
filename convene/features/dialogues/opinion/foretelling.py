"""Do groups say something about people? Votes are hidden, and foretold from those of the group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .axes import axes_of
from .counts import Counts, counts_of
from .groups import groups_of, taking_part
from .places import places_of
from .products import Products
from .statements import Statements
from .votes import Votes

Grouping = Callable[[NDArray[np.float64], NDArray[np.bool_]], NDArray[np.int64]]
PRIOR = 10.0  # as many votes of everybody are added to those of a group
COLD_STARTS = 10


@dataclass(frozen=True)
class Foretold:
    """Bits a hidden vote, the fewer the better: by groups, by those of a run of k-means
    from a single order, in the mean over ten; and by no groups."""

    groups: float
    cold_start: float
    nothing: float


def foretell(votes: Votes, statements: Statements | None = None, *, share: float = 0.1, seed: int = 0) -> Foretold:
    """Hide this share of the votes, find groups among the rest, and foretell the hidden ones.

    The chance of each vote is how often the group cast it on that statement, drawn a little towards everybody.
    raises: ValueError when share is not between 0 and 1
    source: section 4.5 of the specification
    """
    if not 0 < share < 1:
        raise ValueError("The share of votes to hide lies between 0 and 1.")
    who, what = np.repeat(np.arange(len(votes.people)), votes.cast), votes.table.indices
    hidden = np.random.default_rng(seed).random(len(who)) < share
    shown = Votes.of(who[~hidden], what[~hidden], votes.table.data[~hidden])
    known = hidden & np.isin(who, shown.people) & np.isin(what, shown.statements)
    rows, columns = np.searchsorted(shown.people, who[known]), np.searchsorted(shown.statements, what[known])
    left_out = (statements or Statements()).left_out(votes)[shown.statements]
    places = places_of(shown, axes_of(shown, Products.of(shown), left_out), left_out)
    part = taking_part(shown, places)

    def bits(groups: NDArray[np.int64]) -> float:
        return _bits(shown, groups, rows, columns, votes.table.data[known])

    return Foretold(
        bits(groups_of(places, part, seed=seed).of),
        float(np.mean([bits(groups_of(places, part, orders=1, seed=seed + at).of) for at in range(COLD_STARTS)])),
        bits(np.full(len(part), -1)),
    )


def _bits(
    shown: Votes, groups: NDArray[np.int64], rows: NDArray[np.int64], columns: NDArray[np.int64], cast: NDArray[np.int8]
) -> float:
    everybody = _chances(counts_of(shown))  # (1, p, 3)
    counts = counts_of(shown, groups)
    sizes = counts.voted[..., None]
    chances = (_chances(counts, 0) * sizes + PRIOR * everybody) / (sizes + PRIOR)
    chances = np.concatenate([chances, everybody])  # who is in no group is taken as everybody
    found = chances[groups[rows], columns, 1 - cast]
    return float(-np.log2(found).mean()) if len(found) else 0.0


def _chances(counts: Counts, more: float = 1) -> NDArray[np.float64]:
    """(k, p, 3) the share of agreement, passes and disagreement, with so many more of each."""
    passed = counts.voted - counts.agree - counts.disagree
    three = np.stack([counts.agree, passed, counts.disagree], axis=-1) + more
    return np.asarray(three / np.maximum(three.sum(axis=-1, keepdims=True), 1))
