"""Who is asked to look again at what they used, and what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q

from ..models import Found, Look, Resource, State, Use

if TYPE_CHECKING:
    from ....core.people.models import User
    from ..models import ResourceQuerySet

MOST_LOOKS = 100


def looks_at(resource: Resource) -> list[Look]:
    """What those who used it found since they were last asked, the latest first; no query where nobody was asked."""
    if resource.asked_at is None:
        return []
    return list(Look.objects.lately_at(resource).select_related("person").order_by("-at", "-pk")[:MOST_LOOKS])


def asked_of(person: User) -> ResourceQuerySet:
    """What the person used, that is due for a fresh look, and of which they have not said anything yet."""
    said = Look.objects.filter(Q(at__gte=OuterRef("asked_at")) | Q(found=Found.UNUSED), resource=OuterRef("pk"))
    used = Use.objects.filter(person=person, hidden_at=None)
    mine = Q(pk__in=used.values("resource"), state=State.STALE) & ~Exists(said.filter(person=person))
    return Resource.objects.visible_to(person).filter(mine)


def with_looks(resources: ResourceQuerySet) -> ResourceQuerySet:
    """Each with how many of those who used it say that it holds, and how many that it needs a change."""
    lately = Q(looks__at__gte=F("asked_at"))
    return resources.annotate(
        holds=Count("looks", filter=lately & Q(looks__found=Found.HOLDS)),
        changes=Count("looks", filter=lately & Q(looks__found=Found.CHANGE)),
    )
