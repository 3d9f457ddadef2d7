"""How sure one may be of the groups: they are found again and again among people drawn anew."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .agreement import adjusted_rand
from .axes import Axes, axes_near
from .groups import groups_of, taking_part
from .order import by_content
from .votes import Votes

REPLICATES, SETTLED = 30, 0.60
MOST_DRAWN, ORDERS = 5_000, 30
Place = Callable[[Votes, Axes, NDArray[np.bool_]], NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class Doubt:
    """What came of the replicates.

    agreement: (r,) the adjusted Rand index of each replicate's groups with those of the picture
    together: (n,) of the others in a person's group, the mean share that stays with them, in [0, 1]; 0 in no group
    cpu_seconds: of this process, for all replicates
    """

    agreement: NDArray[np.float64]
    together: NDArray[np.float64]
    cpu_seconds: float

    @property
    def median(self) -> float:
        """The agreement of a typical replicate."""
        return float(np.median(self.agreement))

    @property
    def low(self) -> float:
        """The 10th percentile of the agreement: nine of ten replicates agree at least so much."""
        return float(np.quantile(self.agreement, 0.1))

    @property
    def is_settled(self) -> bool:
        """Whether the groups may be shown as such; else they are not settled yet."""
        return self.low >= SETTLED


def doubt_of(
    votes: Votes, left_out: NDArray[np.bool_], axes: Axes, groups: NDArray[np.int64], place: Place,
    *, replicates: int = REPLICATES, seed: int = 0, k: int = 0,
) -> Doubt:  # fmt: skip
    """Draw people anew, with replacement; find axes and groups among them; see who stays with whom.

    axes, groups: those of the picture; place: how people are put on the map. As many people are drawn as there are, and
    5,000 at most: in a larger room the doubt is somewhat overstated rather than slow. They are drawn by where they
    stand, so that it is the same doubt when people and statements are numbered anew.
    source: section 4.4 of the specification; Hennig, Cluster-wise assessment of cluster stability, 2007
    """
    begun, n = time.process_time(), len(votes.people)
    stand, statements = place(votes, axes, left_out), by_content(votes, left_out)
    people = np.lexsort((votes.cast, stand[:, 1], stand[:, 0]))
    votes, axes = votes.arranged(people, statements), axes.arranged(statements)
    groups, left_out = groups[people], left_out[statements]
    random = np.random.default_rng(seed)
    inside = groups >= 0
    agreement, together = np.zeros(replicates), np.zeros(n)
    for at in range(replicates):
        drawn = np.sort(random.integers(0, n, min(n, MOST_DRAWN)))
        sample = votes.some(drawn)
        places = place(votes, axes_near(sample, left_out, axes), left_out)
        part = taking_part(sample, places[drawn])
        found = groups_of(places[drawn], part, orders=ORDERS, seed=seed, k=k)
        again = _nearest(places, places[drawn], found.of)
        agreement[at] = adjusted_rand(groups[inside], again[inside])
        together[inside] += _stayed(groups[inside], again[inside])
    mine = np.empty(n)
    mine[people] = together / max(replicates, 1)
    return Doubt(agreement, mine, time.process_time() - begun)


def _nearest(places: NDArray[np.float64], drawn: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) the group whose middle is nearest to each place; 0 when there is none."""
    k = int(groups.max(initial=-1)) + 1
    if not k:
        return np.zeros(len(places), np.int64)
    middles = np.array([drawn[groups == group].mean(axis=0) for group in range(k)])
    return np.asarray(((places[:, None] - middles) ** 2).sum(axis=-1).argmin(axis=-1))


def _stayed(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.float64]:
    """(m,) of the others in the group before, the share in the same group after; 1 for who was alone."""
    k = int(after.max()) + 1
    cell = before * k + after
    same, all_ = np.bincount(cell)[cell] - 1, np.bincount(before)[before] - 1
    return np.asarray(np.where(all_ > 0, same / np.maximum(all_, 1), 1.0))
