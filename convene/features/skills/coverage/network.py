"""The skills of a network: where it is thin, and never at whose institution.

Institutions are put into groups of five to nine. Of each skill a group says one thing only: whether half or more of its
institutions lack it. All that staff see, by kind or in total, is counted from these answers, so that no division, no
filter and no series of views tells more than the groups themselves. What a group says tells nothing of one institution,
even to whoever knows another one of it.

Groups stay as they were formed, however kinds change: whoever comes later waits for a group of their own, and whoever
has no team any more stays in theirs as they were known last. So no two groups overlap, at any time, and nothing can be
subtracted. Over time a group says something new only when five of its institutions at least differ from each time
that it spoke before. States of different texts are compared by the skills that both know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
TOGETHER = 10  # of kinds that are too rare for a group of their own

Missing = Mapping[int, frozenset[str]]  # institution -> the skills that are missing there


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a group at one time; only `thin` is ever shown."""

    skills: frozenset[str]
    missing: Missing

    @property
    def thin(self) -> frozenset[str]:
        """The skills that half or more of the group lack."""
        return frozenset(
            one for one in self.skills if 2 * sum(one in lacks for lacks in self.missing.values()) >= len(self.missing)
        )


def form(waiting: Mapping[int, str]) -> list[tuple[str, list[int]]]:
    """Groups of institutions that are in none yet: by kind where five of it wait, the others together from ten on.

    shapes: institution -> kind in; (kind, or nothing where several are together, and its institutions) out.
    """
    by_kind: dict[str, list[int]] = defaultdict(list)
    for one, kind in sorted(waiting.items()):
        by_kind[kind].append(one)
    found = [(kind, group) for kind, some in by_kind.items() if len(some) >= LEAST for group in _split(some)]
    rest = sorted(one for some in by_kind.values() if len(some) < LEAST for one in some)
    return found + [("", group) for group in (_split(rest) if len(rest) >= TOGETHER else ())]


def follow(before: Sequence[State], now: Missing, skills: frozenset[str]) -> State | None:
    """What a group says anew, or nothing as long as a difference would tell on fewer than five.

    `before` are all its states, the last at the end; `now` knows `skills` of every institution that it names.
    """
    last = before[-1]
    gone = last.missing.keys() - now.keys()
    known = skills & last.skills if gone else skills
    missing = {one: (last.missing if one in gone else now)[one] & known for one in last.missing}
    state = State(known, missing)
    if state == last or any(0 < len(changed(one, state)) < LEAST for one in before):
        return None
    return state


def changed(before: State, now: State) -> set[int]:
    """The institutions that lack something else, among the skills that both know."""
    both = before.skills & now.skills
    return {one for one, missing in now.missing.items() if missing & both != before.missing[one] & both}


def _split(some: Sequence[int]) -> list[list[int]]:
    """As many groups as there can be, as even as they can be: five to nine in each."""
    count = len(some) // LEAST
    return [list(some[at::count]) for at in range(count)]
