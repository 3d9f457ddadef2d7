"""The picture of a dialogue: everything that follows from its votes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from .axes import Axes, axes_of
from .consensus import Consensus, consensus_of, shared_by_groups
from .counts import Counts, counts_of, counts_of_all
from .doubt import REPLICATES, Doubt, Place, doubt_of
from .groups import Groups, groups_of, taking_part
from .people import Positions, positions_of
from .places import extremity_of, places_of, unbiased_places_of
from .products import Products
from .routing import priorities_of
from .statements import Statements
from .voices import Voice, voices_of
from .votes import Votes

FEWEST = 10  # two groups of five: no group that is shown is smaller


class Mode(StrEnum):
    """How people are put on the map."""

    POLIS = "polis"
    UNBIASED = "unbiased"


class Verdict(StrEnum):
    """What may be said of the groups."""

    SETTLED = "settled"
    NOT_SETTLED = "not settled yet"
    TOO_EARLY = "too early to say"


PLACES: dict[Mode, Place] = {Mode.POLIS: places_of, Mode.UNBIASED: unbiased_places_of}


@dataclass(frozen=True, eq=False)
class Picture:
    """What follows from the votes; people and statements in the order of `votes`, n, p and k as there.

    verdict: whether groups may be shown as such; reason: the same as a sentence
    axes, places: the map, and (n, 2) where people stand on it
    groups: (n,) from 0, the largest first; −1 for who is in none; k: how many there are, 0 when it is too early
    silhouettes: for each number of groups that was tried, how well people fall into so many
    counts: (k, p) by group; everybody: (1, p) of all people, in a group or not
    voices: for each group the statements that speak for it; consensus: those that all share
    shared, refused: (p,) how likely one of each group all agree, or all disagree
    extremity, priorities: (p,); positions: (n,)
    doubt: None when it was not asked for, or when it is too early
    cpu_seconds: of this process, for the picture without its doubt
    """

    mode: Mode
    votes: Votes
    statements: Statements
    verdict: Verdict
    reason: str
    axes: Axes
    places: NDArray[np.float64]
    groups: NDArray[np.int64]
    k: int
    silhouettes: dict[int, float]
    counts: Counts
    everybody: Counts
    voices: list[list[Voice]]
    consensus: Consensus
    shared: NDArray[np.float64]
    refused: NDArray[np.float64]
    extremity: NDArray[np.float64]
    priorities: NDArray[np.float64]
    positions: Positions
    doubt: Doubt | None
    cpu_seconds: float


def analyse(
    votes: Votes, statements: Statements | None = None, mode: Mode | str = Mode.POLIS, *, seed: int = 0,
    replicates: int = REPLICATES, k: int = 0,
) -> Picture:  # fmt: skip
    """The whole picture, from the votes alone: the same for the same votes, in whatever order they came.

    replicates: how often people are drawn anew to find the doubt; 0 leaves it out, and then nothing is called settled
    k: how many groups to look for (see `steady`); 0 for as many as people fall into most clearly
    raises: ValueError for a mode that does not exist
    """
    begun = time.process_time()
    return draw(votes, Products.of(votes), statements or Statements(), Mode(mode), seed, replicates, begun, k)


def draw(
    votes: Votes, products: Products, statements: Statements, mode: Mode, seed: int, replicates: int, begun: float,
    k: int = 0,
) -> Picture:  # fmt: skip
    """The picture, where the products of the votes are known already. begun: `time.process_time()` at the start."""
    left_out = statements.left_out(votes)
    axes = axes_of(votes, products, left_out)
    places = PLACES[mode](votes, axes, left_out)
    part = taking_part(votes, places)
    grouped = groups_of(places, part, seed=seed, k=k) if part.sum() >= FEWEST else Groups(np.full(len(part), -1), {})
    everybody = counts_of_all(products)
    counts = counts_of(votes, grouped.of)
    extremity = extremity_of(axes)
    shared, refused = shared_by_groups(counts if grouped.k else everybody)
    voices, consensus = voices_of(counts, left_out), consensus_of(everybody, left_out)
    priorities = priorities_of(counts if grouped.k else everybody, extremity, statements.about_itself(votes))
    positions = positions_of(places, grouped.of)
    spent = time.process_time() - begun
    doubt = None
    if grouped.k and replicates:
        doubt = doubt_of(votes, left_out, axes, grouped.of, PLACES[mode], replicates=replicates, seed=seed, k=k)
    verdict, reason = _verdict(int(part.sum()), grouped.k, doubt)
    return Picture(
        mode=mode, votes=votes, statements=statements, verdict=verdict, reason=reason, axes=axes, places=places,
        groups=grouped.of, k=grouped.k, silhouettes=grouped.silhouettes, counts=counts, everybody=everybody,
        voices=voices, consensus=consensus, shared=shared, refused=refused, extremity=extremity,
        priorities=priorities, positions=positions, doubt=doubt, cpu_seconds=spent,
    )  # fmt: skip


def _verdict(people: int, k: int, doubt: Doubt | None) -> tuple[Verdict, str]:
    if people < FEWEST:
        return Verdict.TOO_EARLY, f"Too early to say: {people} have voted on enough, and groups need {FEWEST} at least."
    if not k:
        return Verdict.TOO_EARLY, "Too early to say: so far nothing that several people voted on sets them apart."
    if doubt is None:
        return Verdict.NOT_SETTLED, "Not settled yet: whether the groups hold up has not been looked at."
    if not doubt.is_settled:
        return Verdict.NOT_SETTLED, "Not settled yet: among people drawn anew, other groups come out."
    return Verdict.SETTLED, "Settled: among people drawn anew, the same groups come out."
