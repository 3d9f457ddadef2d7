"""Reads for pages of polls."""

from __future__ import annotations

from .lists import Asked, asked, of_topic
from .people import participants, told, undecided, voters
from .results import Bar, Results, Vote, results_of, says, votes_of

__all__ = [
    "Asked", "Bar", "Results", "Vote", "asked", "of_topic", "participants", "results_of", "says", "told", "undecided",
    "voters", "votes_of",
]  # fmt: skip
