"""Points merged pair by pair, those first whose merging loses least."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

FEW, NEAR = 200, 5  # below the first number all pairs are compared, above it each with its nearest


def merged(places: NDArray[np.float64], weights: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """(m,) the cluster of each of m > most points, numbered by its first point, of exactly `most` clusters.

    places: (m, 2), all different; weights: (m,) people at each. In each round all pairs merge that are each other's
    cheapest, which gives the same tree as the cheapest pair at a time; then the tree is cut.
    source: Ward, Hierarchical grouping to optimize an objective function, 1963; Murtagh, 1983, on reciprocal pairs
    """
    centres, sizes, names = places.copy(), weights.copy(), np.arange(len(places))
    pairs: list[NDArray[np.int64]] = []
    costs: list[NDArray[np.float64]] = []
    spare = len(places) - most
    while len(centres) > 1:
        own = np.arange(len(centres))
        other, cost = _cheapest(centres, sizes)
        if len(centres) <= most and cost.min() >= np.partition(np.concatenate(costs), spare - 1)[spare - 1]:
            break  # what would follow costs more than all that is needed
        one = np.flatnonzero((other[other] == own) & (own < other))
        if not len(one):  # the cheapest of all was out of sight
            other, cost = _cheapest(centres, sizes, few=len(centres))
            one = np.flatnonzero((other[other] == own) & (own < other))
        two = other[one]
        pairs.append(np.column_stack([names[one], names[two]]))
        costs.append(cost[one])
        both = sizes[one] + sizes[two]
        centres[one] = (sizes[one, None] * centres[one] + sizes[two, None] * centres[two]) / both[:, None]
        sizes[one] = both
        stay = np.ones(len(centres), np.bool_)
        stay[two] = False
        centres, sizes, names = centres[stay], sizes[stay], names[stay]
    kept = np.argsort(np.concatenate(costs), kind="stable")[:spare]
    a, b = np.concatenate(pairs)[kept].T
    joined = coo_array((np.ones(len(a)), (a, b)), shape=(len(places),) * 2)
    return np.asarray(connected_components(joined, directed=False)[1], np.int64)


def _cheapest(
    centres: NDArray[np.float64], sizes: NDArray[np.float64], few: int = FEW
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each cluster the one that it costs least to merge with, and that cost in squared distance times people."""
    m = len(centres)
    if m <= few:
        costs = (centres[:, :1] - centres[:, 0]) ** 2 + (centres[:, 1:] - centres[:, 1]) ** 2
        costs *= sizes[:, None] / (1 + sizes[:, None] / sizes)
        np.fill_diagonal(costs, np.inf)
        best = costs.argmin(axis=1)
        return best, costs[np.arange(m), best]
    distances, near = cKDTree(centres, compact_nodes=False, balanced_tree=False).query(centres, NEAR)
    distances, near = distances[:, 1:], near[:, 1:]
    costs = distances**2 * (sizes[:, None] / (1 + sizes[:, None] / sizes[near]))
    best = costs.argmin(axis=1)
    return near[np.arange(m), best], costs[np.arange(m), best]
