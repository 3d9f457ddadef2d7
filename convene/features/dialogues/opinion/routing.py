"""Which statement to show next."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .counts import Counts

META = 7.0**2


def priorities_of(counts: Counts, extremity: NDArray[np.float64], meta: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(p,) > 0: statements that many agree with, few pass on, that part people, or that few have seen yet.

    counts: by group; extremity: (p,); meta: (p,) statements about the dialogue itself, which always come early
    source: section 2.11 of the specification
    """
    total = counts.total
    passed = total.voted - total.agree - total.disagree
    torn = (passed + 1) / (total.voted + 2)
    importance = (1 - torn) * (1 + extremity) * (total.agree + 1) / (total.voted + 2)
    return np.where(meta, META, (importance * (1 + 8 * 2 ** (-total.voted / 5))) ** 2)


def chances(priorities: NDArray[np.float64], open_: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(p,) the probability with which each statement is shown next; they add up to 1, or are all 0 when none is open.

    priorities: (p,); where one is 0 or not known (NaN), 1 stands; open_: (p,) shown, and not yet voted on
    """
    weights = np.where(open_, np.where(np.nan_to_num(priorities) > 0, np.nan_to_num(priorities), 1.0), 0.0)
    return np.asarray(weights / max(weights.sum(), 1e-300))
