"""Ranked choice: options compared two by two, by the method of Schulze: whoever wins all pairs comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schulze_condorcet import pairwise_preference, schulze_evaluate

Ballot = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Options in groups, the best first; those in one group are tied, and no chance parts them."""

    groups: tuple[tuple[str, ...], ...]
    prefer: Mapping[tuple[str, str], int]  # how many rank the first above the second

    @property
    def winner(self) -> str | None:
        """The option that beats each other one in a pair of its own, if there is one."""
        names = [name for group in self.groups for name in group]
        for one in names:
            if all(self.prefer[one, other] > self.prefer[other, one] for other in names if other != one):
                return one
        return None


def rank(ballots: Sequence[Ballot], options: Sequence[str]) -> Ranking:
    """The ranking of all ballots.

    shapes: a ballot gives places from 1, the same to several where they are equal; what it leaves out comes last.
    raises: ValueError for an option that there is not.
    source: Schulze 2011, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
            single-winner election method", with winning votes as strength.
    """
    votes = [_said(ballot, options) for ballot in ballots]
    levels = schulze_evaluate(votes, list(options)).split(">") if options else []
    prefer = pairwise_preference(votes, list(options))
    return Ranking(
        tuple(tuple(level.split("=")) for level in levels), {(str(a), str(b)): n for (a, b), n in prefer.items()}
    )


def _said(places: Ballot, options: Sequence[str]) -> str:
    if places.keys() - set(options):
        raise ValueError(f"no such option: {sorted(places.keys() - set(options))}")
    last = len(options) + 1
    by_place: dict[int, list[str]] = {}
    for name in options:
        by_place.setdefault(places.get(name, last), []).append(name)
    return ">".join("=".join(names) for _place, names in sorted(by_place.items()))
