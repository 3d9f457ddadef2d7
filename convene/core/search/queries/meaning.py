"""What is found by its meaning, and how that joins what is found by its words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ..meaning import senses
from .looking import Thread, threads_of
from .wishes import Wish

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked
    from ..reader import Reader
    from .looking import Looked

CLOSE = 0.3  # likeness; what has nothing to do with each other stays below, and so does what nobody can understand
ALIKE = 0.5  # of titles
_EVEN = 60  # the higher, the less a place among the first counts against one further back
_LOOSE = 0.5  # what a place counts among things that lack one of the words

# source: Cormack, Clarke and Buettcher 2009, "Reciprocal Rank Fusion", with its constant


def close(reader: Reader, wish: Wish, looked: Looked) -> list[Thread]:
    """What is close in meaning to what was asked, the closest first; nothing where it was asked for exactly."""
    if looked.is_more or wish.newest or not _is_plain(looked.asked) or (looked.threads and len(looked.asked.terms) < 2):
        return []
    return _near(reader, wish, looked.asked.text, CLOSE)


def alike(reader: Reader, text: str, kind: str) -> list[int]:
    """Threads of one kind that say much the same as this text."""
    return [thread.seen.thread for thread in _near(reader, Wish(text, kind), text, ALIKE)]


def joined(words: list[Thread], near: list[Thread], *, is_loose: bool) -> list[Thread]:
    """Both lists as one, each thing once: what stands high in both comes first."""
    worth: dict[tuple[str, int], float] = defaultdict(float)
    things: dict[tuple[str, int], Thread] = {}
    for threads, counts in ((words, _LOOSE if is_loose else 1), (near, 1)):
        for place, thread in enumerate(threads, 1):
            key = (thread.kind, thread.seen.thread)
            worth[key] += counts / (_EVEN + place)
            things.setdefault(key, thread)
    return [things[key] for key in sorted(things, key=lambda key: -worth[key])]


def _near(reader: Reader, wish: Wish, text: str, least: float) -> list[Thread]:
    known = senses()
    return threads_of(reader, wish, known.near(text, wish.where(reader), least)) if known else []


def _is_plain(asked: Asked) -> bool:
    """Words alone: no phrase, nothing that must not be there, no either."""
    return not asked.without and not any(mark in asked.text for mark in ('"', "“", "*", " OR "))
