"""How alike two ways of parting the same people are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def adjusted_rand(
    one: NDArray[np.integer], other: NDArray[np.integer], weights: NDArray[np.float64] | None = None
) -> float:
    """1 when both part the same way, 0 in the mean over chance.

    one, other: (m,) the group of each, 0 and up; weights: (m,) how many people each stands for, 1 when not given
    source: Hubert and Arabie, Comparing partitions, 1985
    """
    shape = (int(one.max()) + 1, int(other.max()) + 1)
    both = np.bincount(one * shape[1] + other, weights, shape[0] * shape[1]).reshape(shape)
    pairs = [float((part * (part - 1)).sum()) for part in (both, both.sum(axis=1), both.sum(axis=0), both.sum())]
    return _adjusted(*pairs)


def _adjusted(both: float, one: float, other: float, all_: float) -> float:
    chance = one * other / all_ if all_ else 0.0
    most = (one + other) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)


def mutual_agreement(labels: NDArray[np.integer], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """(r, r) the adjusted Rand index of each pair among r partitions. labels: (r, m) from 0; weights: (m,)."""
    r, k = len(labels), int(labels.max()) + 1
    member = (labels[:, None] == np.arange(k)[:, None]).astype(np.float64).reshape(r * k, -1)
    both = ((member * weights) @ member.T).reshape(r, k, r, k)
    sizes = np.einsum("igig->ig", both)
    pairs = (both * (both - 1)).sum(axis=(1, 3))
    alone = (sizes * (sizes - 1)).sum(axis=1)
    total = weights.sum() * (weights.sum() - 1)
    chance = alone[:, None] * alone / max(total, 1)
    most = (alone[:, None] + alone) / 2
    same = most == chance
    return np.asarray(np.where(same, 1.0, (pairs - chance) / np.where(same, 1.0, most - chance)))
