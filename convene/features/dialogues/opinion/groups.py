"""Opinion groups: people who stand near one another on the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .agreement import mutual_agreement
from .cells import Cells, cells_of
from .clusters import clusters, inertia, silhouettes
from .votes import Votes

ENOUGH_VOTES, FEWEST_PEOPLE, MOST_GROUPS, PEOPLE_A_GROUP = 7, 15, 5, 12
ORDERS, ALIKE, OFTEN = 30, 0.7, 0.15


@dataclass(frozen=True, eq=False)
class Groups:
    """Who stands with whom.

    of: (n,) the group of each person, the largest group first; −1 for who is in none
    silhouettes: the best mean silhouette that was found for each number of groups, in [−1, 1]
    """

    of: NDArray[np.int64]
    silhouettes: dict[int, float]

    @property
    def k(self) -> int:
        """How many groups there are."""
        return int(self.of.max(initial=-1)) + 1


def taking_part(votes: Votes, places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) who has voted enough to be grouped: on seven statements, or on all; topped up to fifteen people.

    source: section 2.2 of the specification
    """
    n, p = votes.shape
    enough = votes.cast >= min(ENOUGH_VOTES, p)
    if enough.sum() < FEWEST_PEOPLE:
        most = np.lexsort((np.arange(n), places[:, 1], places[:, 0], -votes.cast))[:FEWEST_PEOPLE]
        enough[most] = True
    return np.asarray(enough)


def groups_of(
    places: NDArray[np.float64], part: NDArray[np.bool_], *, orders: int = ORDERS, seed: int = 0, k: int = 0
) -> Groups:
    """The partition that holds up best among those which other orders of the same people would give.

    places: (n, 2); part: (n,) who is grouped. k-means begins with the first people that it meets, so its result
    depends on who came first. It is run in many orders; results that are alike are one way to see the room. Ways that
    enough of the orders find count. There are as many groups as in the clearest of these; of those with so many, that
    one is taken in which people stand nearest to the middle of their group, and of its results the one that is most
    like the others.
    k: how many groups are looked for; 0 for the number into which people fall most clearly
    source: sections 2.6 and 3 of the specification; docs/decisions/0034-opinion-groups-that-hold-in-any-order.md
    """
    of = np.full(len(places), -1, np.int64)
    cells = cells_of(places[part]) if part.any() else None
    if cells is None or len(cells.places) < 2:
        return Groups(of, {})
    labels, found = _best_of(cells, cells.orders(orders, seed), k)
    of[part] = _largest_first(labels[cells.of], cells.of)
    return Groups(of, found)


def _best_of(cells: Cells, orders: NDArray[np.int64], given: int) -> tuple[NDArray[np.int64], dict[int, float]]:
    m = len(cells.places)
    most = min(MOST_GROUPS, 2 + m // PEOPLE_A_GROUP, m)
    numbers = [min(given, m)] if given else list(range(2, most + 1))
    tried, clear, apart = [], [], cells.apart()
    for k in numbers:
        labels = clusters(cells, orders[:, :k])
        first: dict[bytes, int] = {}  # many end alike
        again = [first.setdefault(row.tobytes(), len(first)) for row in labels]
        some = np.unique(again, return_index=True)[1]
        tried.append(labels)
        clear.append(silhouettes(apart, labels[some])[again])
    worth = np.stack(clear)  # (numbers of groups, orders)
    best = np.stack(tried)[worth.argmax(axis=0), range(len(orders))]  # (orders, m)
    wide = inertia(cells, best)
    chosen = _held_up(mutual_agreement(best, cells.weights), worth.max(axis=0), best.max(axis=1), wide)
    return best[chosen], {k: float(row.max()) for k, row in zip(numbers, worth, strict=True)}


def _held_up(
    agreement: NDArray[np.float64], clear: NDArray[np.float64], last: NDArray[np.int64], wide: NDArray[np.float64]
) -> int:
    """The place of the result to take.

    agreement: (r, r) between results; clear, last, wide: (r,) their silhouettes, their last group, their inertia
    """
    ways = []  # the result in the middle of each, and all of them
    left = np.ones(len(clear), np.bool_)
    while left.any():
        alike = (agreement >= ALIKE) & left
        middle = np.lexsort((-agreement.mean(axis=1).round(9), -alike.sum(axis=1), ~left))[0]
        way = np.flatnonzero(alike[middle])
        ways.append((int(way[agreement[np.ix_(way, way)].mean(axis=1).round(9).argmax()]), way))
        left[way] = False
    often = [way for way in ways if len(way[1]) >= OFTEN * len(clear)] or [max(ways, key=lambda way: len(way[1]))]
    clearest, _ = max(often, key=lambda way: float(clear[way[1]].mean().round(9)))
    return min((way for way in often if last[way[0]] == last[clearest]), key=lambda way: float(wide[way[1]].mean()))[0]


def _largest_first(labels: NDArray[np.int64], cells: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same groups, numbered by size, and by their first cell where sizes are equal."""
    names, sizes = np.unique(labels, return_counts=True)
    first = [cells[labels == name].min() for name in names]
    rank = np.empty(int(names.max()) + 1, np.int64)
    rank[names[np.lexsort((first, -sizes))]] = np.arange(len(names))
    return np.asarray(rank[labels])
