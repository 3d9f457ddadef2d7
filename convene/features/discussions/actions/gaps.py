"""Numbers of posts that stand in another topic now: nobody has them to read here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from ....lib.database.prepared import Change
from ..models import MovedPost, Reading, Topic

if TYPE_CHECKING:
    from django.db.models import QuerySet


def count_gaps(readings: QuerySet[Reading]) -> None:
    """Note how many of the numbers that these readers have yet to read stand empty; their rows are held."""
    readings.update(**_counted())


def count_gaps_of(topic: int, person: int) -> None:
    """The same for one reader of a topic that posts were moved from. One query."""
    _COUNT(topic=topic, person=person)


def place_of(topic: int, person: int, *, upto: int = 0) -> tuple[Reading, bool]:
    """Where a reader stands, and whether that is new.

    A new place is made behind the topic's lock: whoever moves posts away counts the gaps of the places that are there.
    """
    if found := Reading.objects.filter(topic=topic, person=person).first():
        return found, False
    Topic.objects.select_for_update(no_key=True).only("pk").get(pk=topic)
    reading, is_new = Reading.objects.get_or_create(topic_id=topic, person_id=person, defaults={"upto": upto})
    if is_new:
        count_gaps_of(topic, person)
    return reading, is_new


def _counted() -> dict[str, Any]:
    gone = MovedPost.objects.filter(topic=OuterRef("topic"), number__gt=OuterRef("upto")).order_by()
    return {"gaps": Coalesce(Subquery(gone.values("topic").annotate(gone=Count("pk")).values("gone")), 0)}


_COUNT = Change(
    lambda topic, person: (
        Reading.objects.filter(topic=topic, person=person, topic__moved_count__gt=0), _counted()
    ),
    topic=int, person=int,
)  # fmt: skip
