"""The tables of dialogues."""

from __future__ import annotations

from .ballot import Ballot, Code, Value, Vote
from .dialogue import Access, Dialogue, Moderation, Results
from .guard import Arrival, Wave
from .picture import GroupName, Picture
from .statement import Decision, Reason, Statement, Verdict

__all__ = [
    "Access",
    "Arrival",
    "Ballot",
    "Code",
    "Decision",
    "Dialogue",
    "GroupName",
    "Moderation",
    "Picture",
    "Reason",
    "Results",
    "Statement",
    "Value",
    "Verdict",
    "Vote",
    "Wave",
]
