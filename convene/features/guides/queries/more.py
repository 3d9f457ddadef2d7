"""What the network has on a part of the framework: resources, and topics that they help with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from ....core.tags.queries import vocabulary
from ...discussions.models import Topic
from ...library.models import Beside, Resource, Tagged

if TYPE_CHECKING:
    from ....core.people.models import Actor
    from ....core.tags.models import Term

MOST = 6  # of each


@dataclass(frozen=True, slots=True)
class More:
    """Where the network goes on: the terms that a part names, what is tagged so, and the topics beside that."""

    terms: list[Term]
    resources: list[Resource]
    topics: list[Topic]


def more_on(actor: Actor, see: Iterable[str], now: str = "") -> More:
    """What `actor` may read of what "facet:term" names; the first term counts most. Two queries."""
    words = vocabulary(now)
    named = [words.find(*one.split(":", 1)) for one in see]
    terms = [one for one in named if one is not None]
    resources: list[Resource] = []
    topics: list[Topic] = []
    if terms:
        tagged = Tagged.objects.filter(term__in=[one.pk for one in terms[:1]]).values("resource")
        shelf = Resource.objects.on_shelf(actor).filter(pk__in=tagged)
        resources = list(shelf.order_by("-use_count", "-published_at")[:MOST])
        beside = Beside.objects.filter(resource__in=tagged).values("topic").annotate(worth=Max("worth"))
        best = dict(beside.order_by("-worth").values_list("topic", "worth")[: MOST * 4])
        seen = Topic.objects.visible_to(actor).filter(pk__in=best).select_related("community")
        topics = sorted(seen, key=lambda one: -best[one.pk])[:MOST]
    return More(terms, resources, topics)
