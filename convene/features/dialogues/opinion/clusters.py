"""k-means and its silhouettes, for many beginnings at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .cells import Cells

STEPS = 20
NOWHERE = 1e150  # a cluster that lost all its members stands where nobody is near


def clusters(cells: Cells, begin: NDArray[np.int64]) -> NDArray[np.int64]:
    """(r, m) the cluster of each cell, after at most twenty steps of weighted k-means from each beginning.

    begin: (r, k) the cells at which the clusters of each run begin
    source: Lloyd, Least squares quantization in PCM, 1982; section 2.6 of the specification
    """
    r, k = begin.shape
    centres = cells.places[begin]
    weighed = np.column_stack([cells.places * cells.weights[:, None], cells.weights])
    labels = np.full((r, len(cells.places)), -1)
    moving = np.arange(r)
    for _ in range(STEPS):
        squares = (centres**2).sum(axis=-1)[:, None] - cells.places @ (2 * centres.transpose(0, 2, 1))
        found = squares.argmin(axis=-1)
        moved = (found != labels[moving]).any(axis=1)
        moving, found = moving[moved], found[moved]
        if not len(moving):
            break
        labels[moving] = found
        sums = _members(found, k) @ weighed
        some = sums[..., 2:] > 0
        centres = np.where(some, sums[..., :2] / np.where(some, sums[..., 2:], 1), NOWHERE)
    return labels


def silhouettes(apart: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """(r,) the mean silhouette over cells, in [−1, 1]; 0 for a cell alone, −1 for a run with fewer than two clusters.

    apart: (m, m) distances between cells; labels: (r, m)
    source: Rousseeuw, Silhouettes, 1987; section 2.6 of the specification
    """
    member = _members(labels, int(labels.max()) + 1)
    sizes = member.sum(axis=-1)[:, None]
    sums = (member @ apart).transpose(0, 2, 1)
    mine = np.arange(sums.shape[-1]) == labels[..., None]
    own = np.where(mine, sizes, 0).sum(axis=-1)
    inside = np.where(mine, sums, 0).sum(axis=-1) / np.maximum(own - 1, 1)
    outside = np.where(mine | (sizes == 0), np.inf, sums / np.maximum(sizes, 1)).min(axis=-1)
    several = (sizes[:, 0] > 0).sum(axis=-1) > 1
    outside = np.where(np.isfinite(outside), outside, 0)
    worth = (outside - inside) / np.maximum(np.maximum(inside, outside), 1e-300)
    return np.asarray(np.where(several, np.where(own > 1, worth, 0).mean(axis=-1), -1.0))


def inertia(cells: Cells, labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """(r,) what k-means makes small: squared distances of people from the middle of their cluster, added up.

    labels: (r, m)
    """
    member = _members(labels, int(labels.max()) + 1) * cells.weights
    sizes = member.sum(axis=-1)
    sums = ((member @ cells.places) ** 2).sum(axis=-1)
    between = np.divide(sums, sizes, out=np.zeros_like(sums), where=sizes > 0).sum(axis=-1)
    return np.asarray((cells.places**2).sum(axis=1) @ cells.weights - between)


def _members(labels: NDArray[np.int64], k: int) -> NDArray[np.float64]:
    """(r, k, m) 1 where a cell is in a cluster."""
    return np.asarray((labels[:, None] == np.arange(k)[:, None]).astype(np.float64))
