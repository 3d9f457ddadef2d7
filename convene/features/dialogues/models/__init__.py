"""The tables of dialogues."""

from __future__ import annotations

from .account import Decided, Follower, Kind, Recommendation, Turn
from .ballot import Ballot, Code, Value, Vote
from .dialogue import Access, Dialogue, Mode, Moderation, Results
from .guard import Arrival, Kiosk, Wave
from .pack import Pack
from .picture import MapName, Picture
from .statement import Decision, Reason, Statement, Translation, Verdict

__all__ = [
    "Access",
    "Arrival",
    "Ballot",
    "Code",
    "Decided",
    "Decision",
    "Dialogue",
    "Follower",
    "Kind",
    "Kiosk",
    "MapName",
    "Mode",
    "Moderation",
    "Pack",
    "Picture",
    "Reason",
    "Recommendation",
    "Results",
    "Statement",
    "Translation",
    "Turn",
    "Value",
    "Verdict",
    "Vote",
    "Wave",
]
