"""Which statement comes next: drawn by lot, those that matter more at present more often.

source: Polis routes by a draw in proportion to each statement's priority. A draw without putting back is the same as
going through all by their time of ringing, where each rings after a time that is exponential with its priority for a
rate. The lots of a ballot follow from its key, so nothing changes when the page is loaded again.
"""

from __future__ import annotations

import math
import random
from collections.abc import Container
from functools import lru_cache
from typing import NamedTuple

from ..models import Dialogue, Statement


class Line(NamedTuple):
    """A statement that people vote on."""

    pk: int
    number: int
    text: str
    language: str
    is_seed: bool
    is_meta: bool
    priority: float
    is_paper: bool = False
    original: tuple[str, str] | None = None  # its own words and their language, where the text is a translation
    by_machine: bool = False


OWN = Line._fields[1:-2]  # what stands in a statement's row


def shown(dialogue: Dialogue, language: str = "") -> tuple[Line, ...]:
    """Those that people vote on, by number; asked of the database when they, or their priorities, have changed.

    language: of a reader, for whom they are put in its words where those who convene did so
    """
    return _shown(dialogue.slug, dialogue.routing, language)


@lru_cache(maxsize=128)
def _shown(slug: str, _routing: int, language: str) -> tuple[Line, ...]:
    rows = Statement.objects.shown().filter(dialogue__slug=slug).order_by("number").read_in(language)
    found = rows.values_list("pk", *OWN, "translated", "by_machine")
    return tuple(_put(Line(*row[:-2]), language, *row[-2:]) for row in found)


def _put(line: Line, language: str, text: str | None, by_machine: bool | None) -> Line:
    """The line as it is read in a language."""
    if not text:
        return line
    own = (line.text, line.language)
    return line._replace(text=text, language=language, original=own, by_machine=bool(by_machine))


def next_line(lines: tuple[Line, ...], key: str, voted: Container[int]) -> Line | None:
    """What a ballot of that key votes on next; None when it has voted on all."""
    lots = random.Random(key)  # noqa: S311 no secret: it only has to be the same the next time
    number, found, soonest = 0, None, math.inf
    for line in lines:
        while number < line.number:  # a lot for each number there ever was, so that no other moves when one goes
            lot, number = lots.random(), number + 1
        if line.pk in voted:
            continue
        rings = -math.log(1.0 - lot) / (line.priority if line.priority > 0 else 1.0)
        if rings < soonest:
            found, soonest = line, rings
    return found
