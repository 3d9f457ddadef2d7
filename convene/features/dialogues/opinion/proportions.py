"""Shares of agreement, and whether they are more than chance, always with one more voter who is torn.

source: section 2.8 of the specification
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def share(some: Numbers, all_: Numbers) -> Numbers:
    """(some + 1) / (all + 2), in (0, 1): the share expected of the next voter."""
    return np.asarray((some + 1) / (all_ + 2))


def above_half(some: Numbers, all_: Numbers) -> Numbers:
    """z, without unit: how far a share lies above one half, in standard deviations."""
    return np.asarray(2 * np.sqrt(all_ + 1) * ((some + 1) / (all_ + 1) - 0.5))


def above_others(some: Numbers, all_: Numbers, others: Numbers, all_others: Numbers) -> Numbers:
    """z, without unit: how far a share lies above that of others, in standard deviations; 0 where both are whole."""
    s1, s2, n1, n2 = some + 1, others + 1, all_ + 1, all_others + 1
    pooled = (s1 + s2) / (n1 + n2)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled) * (1 / n1 + 1 / n2), 0))
    return np.asarray(np.where(spread > 0, (s1 / n1 - s2 / n2) / np.where(spread > 0, spread, 1), 0.0))
