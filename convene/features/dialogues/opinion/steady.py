"""A number of groups that does not flicker from one picture to the next."""

from __future__ import annotations

from dataclasses import dataclass

OFTEN = 4


@dataclass(frozen=True)
class Steady:
    """k: the number of groups to show; seen: the number that the last pictures had by themselves, so many times."""

    k: int
    seen: int
    times: int


def steadied(before: Steady | None, k: int) -> Steady:
    """The number to show after a picture that has k groups: another one only after four pictures that had it.

    Whoever keeps it between pictures gives `steadied(before, picture.k).k` as `k` to the next one that is shown; the
    groups then depend on what was shown before, which they do not by themselves.
    source: section 2.6, point 5, of the specification
    """
    if before is None:
        return Steady(k, k, 1)
    times = before.times + 1 if k == before.seen else 1
    return Steady(k if times >= OFTEN else before.k, k, times)
