"""What one is asked: in all of one's places, or in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from ..models import Poll

if TYPE_CHECKING:
    from ....core.people.models import User
    from ...discussions.models import Topic

MOST, MOST_CLOSED = 100, 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Polls that wait for the reader, those in which they have voted, and those that have closed."""

    waiting: list[Poll]
    voted: list[Poll]
    closed: list[Poll]

    def __bool__(self) -> bool:
        return bool(self.waiting or self.voted or self.closed)


def asked(actor: User, place: Q) -> Asked:
    """Polls at these places, as one reader sees them. Two queries."""
    rows = Poll.objects.visible_to(actor).filter(place).seen_by(actor).for_cards()
    still = list(rows.open().order_by("closes_at", "pk")[:MOST])
    closed = list(rows.exclude(pk__in=[one.pk for one in still]).exclude(
        pk__in=Poll.objects.open().values("pk")
    ).order_by("-closes_at", "-pk")[:MOST_CLOSED])  # fmt: skip
    waiting = [one for one in still if one.my_stance is None]
    return Asked(waiting, [one for one in still if one.my_stance is not None], closed)


def of_topic(actor: User, topic: Topic) -> Asked:
    """Polls that were asked from a topic. Two queries."""
    return asked(actor, Q(topic=topic))
