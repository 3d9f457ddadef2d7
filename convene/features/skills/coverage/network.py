"""The skills of a network: where it is thin, and never at whose institution.

Each institution counts as having a skill or not. For a fixed division of the network (one cell for each part and
skill, no filters) a reader sees in which share of the institutions a skill is missing, as a half or a third.

    fewer than 5          the part is joined to another part; a network of fewer than 5 shows nothing
    5 to 9 institutions   "in fewer than half", "in half or more"
    from 10 on            "in few" (under a third), "in some", "in most" (two thirds or more)

The shares are that wide so that whoever knows one institution, their own, can still tell nothing of another. A total is
never shown beside the parts, as their difference would be a cell of its own. Views could be subtracted from each other
too: all parts are released together, and only when each part differs from what was shown of it in any earlier view by
nobody or by five institutions at least, those that came or left among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
THIRDS_FROM = 10

Missing = Mapping[int, tuple[bool, ...]]  # institution -> for each skill, whether it is missing there
Divided = Mapping[tuple[str, ...], Missing]  # the names of the parts that were joined -> what is in them


@dataclass(frozen=True, slots=True)
class Share:
    """One cell: which of `of` equal shares of the institutions, from 0."""

    part: int
    of: int


@dataclass(frozen=True, slots=True)
class View:
    """What staff may see: a share for each part of the network and each skill; `rests_on` is never shown."""

    cells: Mapping[tuple[str, ...], tuple[Share, ...]]
    rests_on: Divided


def share(count: int, of: int) -> Share | None:
    """In which half or third a count lies; nothing where there are too few.

    units: institutions.
    """
    if of < LEAST:
        return None
    shares = 3 if of >= THIRDS_FROM else 2
    return Share(min(count * shares // of, shares - 1), shares)


def divide(parts: Mapping[str, Missing]) -> Divided:
    """The parts, those that are too small joined to the next smallest until none is; empty where all are too few."""
    single: list[tuple[tuple[str, ...], Missing]] = [((name,), inside) for name, inside in parts.items()]
    found = sorted(single, key=_size)
    while len(found) > 1 and len(found[0][1]) < LEAST:
        (names, inside), (more, others), *rest = found
        found = sorted([(tuple(sorted(names + more)), {**inside, **others}), *rest], key=_size)
    return {names: inside for names, inside in found if len(inside) >= LEAST}


def release(parts: Mapping[str, Missing], before: Sequence[View] = ()) -> View | None:
    """What staff see now: the last view as long as a difference would tell on fewer than five, or a new one.

    `before` are all views of this network, the last at the end; a new one is to be kept with them.

    shapes: a row for each institution, with a value for each skill; each institution in one part.
    """
    divided = divide(parts)
    if before and (before[-1].rests_on == divided or not all(_may_follow(one.rests_on, divided) for one in before)):
        return before[-1]
    cells = {names: _cells(inside) for names, inside in divided.items()}
    return View(cells, divided) if cells else None


def _may_follow(before: Divided, now: Divided) -> bool:
    """Whether parts that overlap, as they were and as they are, differ in none or in five institutions at least."""
    for names, inside in now.items():
        for others, then in before.items():
            if set(names) & set(others):
                changes = sum(then.get(one) != inside.get(one) for one in then.keys() | inside.keys())
                if 0 < changes < LEAST:
                    return False
    return bool(now)


def _cells(inside: Missing) -> tuple[Share, ...]:
    rows: Sequence[tuple[bool, ...]] = list(inside.values())
    found = (share(sum(column), len(rows)) for column in zip(*rows, strict=True))
    return tuple(one for one in found if one is not None)


def _size(part: tuple[tuple[str, ...], Missing]) -> tuple[int, tuple[str, ...]]:
    return len(part[1]), part[0]
