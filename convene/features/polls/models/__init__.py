"""What is asked, how people voted, and what followed."""

from __future__ import annotations

from .kinds import ANSWERS, Kind, Threshold
from .outcome import Outcome, Review, ReviewState
from .poll import Poll
from .vote import Stance, Urn

__all__ = ["ANSWERS", "Kind", "Outcome", "Poll", "Review", "ReviewState", "Stance", "Threshold", "Urn"]
