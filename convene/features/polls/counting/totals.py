"""How many gave each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence


def totals(ballots: Iterable[Mapping[str, int]], answers: Sequence[str]) -> dict[str, int]:
    """The sum of what all ballots give to each answer, in the order of the answers.

    units: votes, dots or points, whatever the ballots hold.
    """
    found: Counter[str] = Counter()
    for ballot in ballots:
        found.update(ballot)
    return {answer: found[answer] for answer in answers}
