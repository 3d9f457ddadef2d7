"""What the pages of dialogues show."""

from __future__ import annotations

from .account import Recommended, account_of, follows, who_accounts_for, who_is_asked, who_is_told, who_reads
from .lists import asked_of, dialogues_of, find_dialogue, places_of
from .moderated import Waiting, refused_by_reason, to_read
from .order import Line, next_line, shown
from .part import Seat, alike_in, seat, seat_of, written_by
from .results import picture_mark, sketches_of
from .watching import Crowd, Hour, crowds, hours

__all__ = [
    "Crowd",
    "Hour",
    "Line",
    "Recommended",
    "Seat",
    "Waiting",
    "account_of",
    "alike_in",
    "asked_of",
    "crowds",
    "dialogues_of",
    "find_dialogue",
    "follows",
    "hours",
    "next_line",
    "picture_mark",
    "places_of",
    "refused_by_reason",
    "seat",
    "seat_of",
    "shown",
    "sketches_of",
    "to_read",
    "who_accounts_for",
    "who_is_asked",
    "who_is_told",
    "who_reads",
    "written_by",
]
