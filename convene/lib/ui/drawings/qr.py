"""A QR code as one path of squares."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # modules of light around it, without which cameras do not find it


@dataclass(frozen=True, slots=True)
class Code:
    """The drawing: a square of `size` modules with its light border, and the path of the dark ones."""

    size: int
    path: str


def draw(text: str) -> Code:
    """The code for a text, mostly an address; it can be read while a seventh of it is covered."""
    rows = segno.make(text, error="m", micro=False).matrix
    strokes = []
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                strokes.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return Code(len(rows) + 2 * QUIET, "".join(strokes))
