"""Whether a proposal reached what was agreed on beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Of those who agree or disagree, how many agree: a share that is reached, or one that has to be passed
THRESHOLDS = {"half": (1, 2, True), "two_thirds": (2, 3, False), "three_quarters": (3, 4, False), "all": (1, 1, False)}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a proposal stands. Who abstains takes part, and counts for the quorum alone; who blocks disagrees too."""

    agree: int
    against: int
    blocks: int
    took_part: int
    needed: int  # people who have to take part
    has_quorum: bool
    is_reached: bool  # the threshold, by those who took part

    @property
    def is_carried(self) -> bool:
        """Whether all of it was reached: threshold and quorum, and nobody blocks."""
        return self.is_reached and self.has_quorum and not self.blocks

    @property
    def said(self) -> int:
        """How many said yes or no."""
        return self.agree + self.against


def reaches(threshold: str, agree: int, against: int) -> bool:
    """Whether so many who agree are enough, exactly: no share is rounded. Nobody at all is never enough."""
    part, whole, is_passed = THRESHOLDS[threshold]
    have, need = agree * whole, (agree + against) * part
    return agree > 0 and (have > need if is_passed else have >= need)


def quorum_of(percent: int, eligible: int) -> int:
    """How many of those who may vote have to take part: a part of a person is a person."""
    return -(-percent * eligible // 100)


def standing_of(counts: Mapping[str, int], *, threshold: str, quorum: int, eligible: int) -> Standing:
    """How a proposal stands.

    shapes: counts of "agree", "abstain", "disagree" and "block", each of which may be missing.
    units:  quorum in per cent of those who may vote; eligible in people.
    """
    agree, blocks = counts.get("agree", 0), counts.get("block", 0)
    against = counts.get("disagree", 0) + blocks
    took_part, needed = agree + against + counts.get("abstain", 0), quorum_of(quorum, eligible)
    return Standing(agree, against, blocks, took_part, needed, took_part >= needed, reaches(threshold, agree, against))
