"""How the answers of a team spread, where people see it differently, and what to talk about first.

Answers are steps from 0. Below three people nothing is said; a role is named only when two people at least hold it, so
that no step can be laid at one person's door.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

LEAST = 3  # people
SPEAKS_FOR = 2  # people who hold a role, before it is named
APART = 2  # steps between the middles of two roles


@dataclass(frozen=True, slots=True)
class Answer:
    """What one person shared; `role` may be empty."""

    step: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two roles that see it differently; steps from 0, the lower first."""

    lower: str
    lower_step: int
    higher: str
    higher_step: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many chose each step, how far apart they are (0 to 1), and the roles that differ most."""

    counts: tuple[int, ...]
    width: float
    difference: Difference | None


def spread(answers: Sequence[Answer], *, steps: int) -> Spread | None:
    """The answers to one question; None below three people.

    shapes: `counts` has `steps` numbers.
    units:  `width` is the mean distance of two people, divided by the greatest that so many people can have.
    raises: ValueError for a step that there is not.
    """
    if len(answers) < LEAST:
        return None
    if any(not 0 <= one.step < steps for one in answers):
        raise ValueError("a step that the scale does not have")
    found = Counter(one.step for one in answers)
    counts = tuple(found[at] for at in range(steps))
    return Spread(counts, _width([one.step for one in answers], steps), _difference(answers))


def agenda(spreads: Mapping[str, Spread | None], order: Sequence[str]) -> list[str]:
    """The questions to talk about, the widest first; among equals those that stand lower, then those that come first.

    What nobody differs on is left out, and so is what too few have answered.
    """
    place = {key: at for at, key in enumerate(order)}
    wide = {key: one for key, one in spreads.items() if one is not None and one.width > 0 and key in place}
    return sorted(wide, key=lambda key: (-wide[key].width, _mean(wide[key].counts), place[key]))


def _width(steps: Sequence[int], scale: int) -> float:
    people = len(steps)
    pairs = sum((2 * at - people + 1) * step for at, step in enumerate(sorted(steps)))
    most = (people // 2) * (people - people // 2) * (scale - 1)
    return round(pairs / most, 4) if most else 0.0


def _difference(answers: Iterable[Answer]) -> Difference | None:
    by_role: dict[str, list[int]] = defaultdict(list)
    for one in answers:
        if one.role:
            by_role[one.role].append(one.step)
    middles = {role: int(median(steps)) for role, steps in sorted(by_role.items()) if len(steps) >= SPEAKS_FOR}
    if len(middles) < 2:
        return None
    lower, higher = min(middles, key=lambda role: middles[role]), max(middles, key=lambda role: middles[role])
    if middles[higher] - middles[lower] < APART:
        return None
    return Difference(lower, middles[lower], higher, middles[higher])


def _mean(counts: Sequence[int]) -> float:
    return sum(at * count for at, count in enumerate(counts)) / sum(counts)
