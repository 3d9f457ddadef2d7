"""Whether a picture that was worked out may take the place of the one that stands, so that both tell of nobody.

Five ballots that changed hide each other. Where the ballots are the same and moderators changed what counts, a new
picture shows when whoever it puts with others goes there in company; else the one that stands loses what was refused.
docs/decisions/0041-what-is-refused-leaves-the-picture-at-once.md
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..opinion import Picture, Statements, analyse
from ..opinion.counts import counts_of
from .cells import LEAST

Facts = dict[str, Any]


def told(before: Facts | None, picture: Picture, fresh: Facts, changed: int, *, is_over: bool) -> Facts | None:
    """The facts to show from now on: the fresh ones, those of before without what was refused, or None for no others.

    picture, fresh: what was worked out, and its facts; changed: how many ballots have since those of before
    """
    if before is None or changed >= LEAST or (changed and is_over):
        return fresh
    rested, rests = set(before.get("without", [])), set(fresh.get("without", []))
    if rested == rests:
        return None
    if not changed and in_company(picture, before, fresh):
        return fresh
    return cut(before, rests - rested)


def in_company(picture: Picture, before: Facts, fresh: Facts) -> bool:
    """Whether everybody who was counted with others before is so with four more of them, on each statement.

    The picture that stands is worked out once more, which gives the same groups to the last person.
    """
    rested = Statements(out=frozenset(before.get("without", [])))
    old = analyse(picture.votes, rested, picture.mode, replicates=0).groups
    was, now = _told_together(before, old), _told_together(fresh, picture.groups)
    pairs, of = np.unique(np.column_stack([was, now]), axis=0, return_inverse=True)
    if len(pairs) == len(np.unique(was)) == len(np.unique(now)):
        return True  # the same people together, whatever their groups are called
    seen = (pairs >= 0).any(axis=1)
    parts = np.where(seen, np.cumsum(seen) - 1, -1)[of.reshape(-1)]
    voted = counts_of(picture.votes, parts).voted
    return bool(((voted == 0) | (voted >= LEAST)).all())


def cut(facts: Facts, gone: set[int]) -> Facts:
    """The same without anything on these statements; groups and the map stay, which rest on them until the next one."""
    left: Facts = dict(facts)
    left["lines"] = [[at, None, [None] * len(groups)] if at in gone else [at, all_, groups]
                     for at, all_, groups in facts.get("lines", [])]  # fmt: skip
    left["groups"] = [
        {**group, "voices": [voice for voice in group["voices"] if voice[0] not in gone]}
        for group in facts.get("groups", [])
    ]
    left["shared"] = [one for one in facts.get("shared", []) if one[0] not in gone]
    for name in ("divides", "unsure"):
        left[name] = [at for at in facts.get(name, []) if at not in gone]
    return left


def _told_together(facts: Mapping[str, Any], groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """(n,) by number with whom each person is counted on pages; −1 for who is counted nowhere."""
    if facts["state"] != "settled":
        return np.zeros(len(groups), np.int64)
    sizes = np.bincount(groups[groups >= 0], minlength=1)
    return np.asarray(np.where((groups >= 0) & (sizes[groups] >= LEAST), groups, -1))
