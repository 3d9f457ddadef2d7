"""What waits for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from ..models import Claim, Pair

if TYPE_CHECKING:
    from ...people.models import Actor

MOST_PAIRS = 40


def pairs(most: int = MOST_PAIRS) -> list[Pair]:
    """What staff have to decide, the first found first. One query."""
    waiting = Pair.objects.filter(settled_at=None, first__merged_into=None, second__merged_into=None)
    return list(waiting.select_related("first", "second").order_by(F("found_at"), "pk")[:most])


def claims_waiting(viewer: Actor) -> int:
    """How many claims staff have to answer; for others none."""
    return Claim.objects.waiting().count() if viewer.is_authenticated and viewer.is_staff else 0
