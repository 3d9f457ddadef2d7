"""What the pages of dialogues show."""

from __future__ import annotations

from .lists import dialogues_of, find_dialogue, places_of
from .moderated import Waiting, refused_by_reason, to_read
from .order import Line, next_line, shown
from .part import Seat, alike_in, seat, seat_of, written_by
from .results import picture_mark
from .watching import Crowd, Hour, crowds, hours

__all__ = [
    "Crowd",
    "Hour",
    "Line",
    "Seat",
    "Waiting",
    "alike_in",
    "crowds",
    "dialogues_of",
    "find_dialogue",
    "hours",
    "next_line",
    "picture_mark",
    "places_of",
    "refused_by_reason",
    "seat",
    "seat_of",
    "shown",
    "to_read",
    "written_by",
]
