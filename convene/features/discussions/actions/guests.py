"""What communities count of topics that others share with them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from ....core.communities.models import Community
from ..models import Share, Topic

if TYPE_CHECKING:
    from ..models import ShareQuerySet


def shares_of(*topics: Topic) -> ShareQuerySet:
    """Every row of these topics, in force or not; asks the database only where one is shared."""
    return Share.objects.filter(topic__in=[topic.pk for topic in topics if topic.share_count])


def count_around(topic: Topic, count: Callable[[Community], None]) -> None:
    """Count again in a topic's community, and what the others that show it count of guests."""
    others = hold_places(topic)
    count(topic.community)
    recount_guests(others)


def hold_places(topic: Topic) -> list[int]:
    """Lock a shared topic's communities in the order of their numbers, so that nobody waits for another in a ring.
    Gives the others; an unshared topic's community is locked when it is changed.
    """
    others = list(shares_of(topic).values_list("community", flat=True))
    if others:
        rows = Community.objects.select_for_update(no_key=True).filter(pk__in=[topic.community_id, *others])
        list(rows.order_by("pk").values_list("pk"))
    return others


def follow_topics(*topics: Topic) -> None:
    """Shares say when their topics were last written in; asks the database only where one is shared."""
    if any(topic.share_count for topic in topics):
        last = Topic.objects.filter(pk=OuterRef("topic")).values("last_post_at")
        shares_of(*topics).update(last_post_at=Subquery(last))


def recount_guests(communities: Collection[int]) -> None:
    """Take what communities count of topics of others from what they show now."""
    if not communities:
        return
    held = Community.objects.select_for_update(no_key=True).filter(pk__in=communities).order_by("pk")
    for pk in list(held.values_list("pk", flat=True)):
        guests = Topic.objects.shown().guests_of(pk)
        Community.objects.filter(pk=pk).update(
            shared_count=guests.count(), shared_unanswered_count=guests.unanswered().count()
        )
