"""How votes are counted: pure functions of ballots. A ballot is a dict from answer to number."""

from __future__ import annotations

from .ranks import Ranking, rank
from .thresholds import THRESHOLDS, Standing, quorum_of, reaches, standing_of
from .totals import totals

__all__ = ["THRESHOLDS", "Ranking", "Standing", "quorum_of", "rank", "reaches", "standing_of", "totals"]
