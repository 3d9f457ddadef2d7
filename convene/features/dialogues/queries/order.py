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


def shown(dialogue: Dialogue) -> tuple[Line, ...]:
    """Those that people vote on, by number; asked of the database when they, or their priorities, have changed."""
    return _shown(dialogue.slug, dialogue.routing)


@lru_cache(maxsize=64)
def _shown(slug: str, _routing: int) -> tuple[Line, ...]:
    rows = Statement.objects.shown().filter(dialogue__slug=slug).order_by("number")
    return tuple(Line(*row) for row in rows.values_list("pk", *Line._fields[1:]))


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
