"""Numbers of rows, as forms send them."""

from __future__ import annotations

LONGEST = 18  # digits that every database can look for


def number_in(text: str) -> int:
    """The number that a text is; 0, which no row has, when it is none."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST else 0
