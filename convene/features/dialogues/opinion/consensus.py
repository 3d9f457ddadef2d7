"""What all share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .counts import Counts
from .proportions import above_half, share
from .voices import MOST, SURE


@dataclass(frozen=True)
class Consensus:
    """Places of the statements, among the p, that most people surely agree or disagree with; the strongest first."""

    agree: list[int]
    disagree: list[int]


def consensus_of(counts: Counts, left_out: NDArray[np.bool_]) -> Consensus:
    """Up to five on either side. counts: of everybody, not by group; left_out: (p,) statements that are not chosen.

    source: section 2.9 of the specification
    """
    total = counts.total

    def most(some: NDArray[np.float64]) -> list[int]:
        shares, surely = share(some, total.voted), above_half(some, total.voted)
        found = np.flatnonzero((shares > 0.5) & (surely > SURE) & ~left_out)
        return [int(at) for at in found[np.argsort(-(shares * surely)[found], kind="stable")][:MOST]]

    return Consensus(most(total.agree), most(total.disagree))


def shared_by_groups(counts: Counts) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(p,) twice: how likely one of each group, drawn at random, all agree with a statement; or all disagree.

    In [0, 1]; comparable only among pictures with equally many groups. counts: by group
    source: section 2.10 of the specification
    """
    return share(counts.agree, counts.voted).prod(axis=0), share(counts.disagree, counts.voted).prod(axis=0)
