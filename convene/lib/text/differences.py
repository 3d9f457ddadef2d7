"""What changed between two wordings of a text, word by word."""

from __future__ import annotations

import re
from difflib import Match, SequenceMatcher
from typing import NamedTuple

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST = 1_500_000  # comparisons; beyond it lines are compared instead of words, and then the whole
AGAIN = 10  # times so many, when parts are compared that were not alike


class Piece(NamedTuple):
    """Some words that are in both wordings ("same"), or in one of them alone ("inserted", "deleted")."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """How `before` became `after`; all but the inserted pieces are `before`, all but the deleted ones `after`."""
    for pattern in (WORDS, LINES):
        old, new = pattern.findall(before), pattern.findall(after)
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        middle = old[start : len(old) - end], new[start : len(new) - end]
        if len(middle[0]) * len(middle[1]) <= MOST:
            try:
                return _pieces(old[:start], *middle, old[len(old) - end :])
            except TooAlikeError:
                continue
    return _pieces([], [before], [after], [])


class TooAlikeError(Exception):
    """The same few words stand in both over and over, so that comparing them would take minutes."""


class _Patient(SequenceMatcher[str]):
    """Looks for what both have in one part after the other, and gives up when that does not come to an end."""

    left = AGAIN * MOST

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As everywhere, but for so long only. raises: TooAlikeError."""
        self.left -= ((ahi or 0) - alo) * ((bhi or 0) - blo)
        if self.left < 0:
            raise TooAlikeError
        return super().find_longest_match(alo, ahi, blo, bhi)


def _common(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    return next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))


def _pieces(same: list[str], old: list[str], new: list[str], rest: list[str]) -> list[Piece]:
    """Changes that only a space stands between are one change, so that they can be read."""
    found, gone, come = [Piece("same", "".join(same))], "", ""
    for what, a, b, c, d in _Patient(None, old, new, autojunk=False).get_opcodes():
        out, into = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal" and (out.strip() or not (gone or come)):
            found += [Piece("deleted", gone), Piece("inserted", come), Piece("same", out)]
            gone = come = ""
        else:
            gone, come = gone + out, come + into
    found += [Piece("deleted", gone), Piece("inserted", come), Piece("same", "".join(rest))]
    return [piece for piece in found if piece.text]
