"""What others may harvest: resources of public communities, in the order in which they changed last."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Q, QuerySet

from ....core.communities.models import Community, Visibility
from ..models import Resource
from ..rules import OPEN

PAGE = 100
_SALT = "library.harvest"


@dataclass(frozen=True, slots=True)
class Asked:
    """A list that was asked for, and how far it was given; all of it stands in its token."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    community: str = ""
    after: tuple[dt.datetime, int] | None = None
    given: int = 0

    def token(self) -> str:
        """What a harvester sends back to go on; nobody else can make one."""
        times = [one.isoformat() if one else "" for one in (self.since, self.until, self.after and self.after[0])]
        return signing.dumps([*times, self.after[1] if self.after else 0, self.community, self.given], salt=_SALT)

    @classmethod
    def of(cls, token: str) -> Asked:
        """The list that a token goes on with. Raises ValueError for one that is not ours, or older than a week."""
        try:
            since, until, at, pk, community, given = signing.loads(token[:2000], salt=_SALT, max_age=7 * 24 * 3600)
        except signing.BadSignature:
            raise ValueError(token) from None
        when = [dt.datetime.fromisoformat(one) if one else None for one in (since, until, at)]
        return cls(when[0], when[1], community, (when[2], pk) if when[2] else None, given)


def public_sets() -> list[Community]:
    """Public communities whose part of the library is not empty."""
    held = Resource.objects.filter(state__in=OPEN).values("community")
    return list(_public().filter(pk__in=held).order_by("order", "pk"))


def harvested() -> QuerySet[Resource]:
    """All that may be harvested, and what once could be: see `is_gone`."""
    return Resource.objects.filter(Q(community__in=_public()) | Q(is_offered__isnull=False), state__in=OPEN)


def is_gone(one: Resource) -> bool:
    """Whether harvesters are told that it is deleted: it was retired, or its community is not public any more."""
    return one.is_retired or one.community.visibility != Visibility.PUBLIC


def is_set(community: Community) -> bool:
    """Whether its name may be said: the sets of hidden communities are not."""
    return community.visibility != Visibility.HIDDEN


def offers() -> tuple[QuerySet[Resource], QuerySet[Resource]]:
    """What is offered to harvesters since a while ago, and what is not any more, neither of them noted so far."""
    public = Q(community__in=_public())
    return (
        Resource.objects.filter(public, state__in=OPEN).exclude(is_offered=True),
        Resource.objects.filter(~public, is_offered=True),
    )


def page(asked: Asked) -> tuple[list[Resource], int, Asked | None]:
    """Resources, how many there are in all, and where the list goes on."""
    found = harvested()
    if asked.community:
        found = found.filter(community__slug=asked.community).exclude(community__visibility=Visibility.HIDDEN)
    if asked.since:
        found = found.filter(changed_at__gte=asked.since)
    if asked.until:
        found = found.filter(changed_at__lt=asked.until)
    total = found.count()
    if asked.after:
        at, pk = asked.after
        found = found.filter(Q(changed_at__gt=at) | Q(changed_at=at, pk__gt=pk))
    rows = list(found.order_by("changed_at", "pk").select_related("community").prefetch_related("terms")[: PAGE + 1])
    if len(rows) <= PAGE:
        return rows, total, None
    last = rows[PAGE - 1]
    on = Asked(asked.since, asked.until, asked.community, (last.changed_at, last.pk), asked.given + PAGE)
    return rows[:PAGE], total, on


def earliest() -> dt.datetime | None:
    """When the oldest of it changed last."""
    return harvested().order_by("changed_at").values_list("changed_at", flat=True).first()


def _public() -> QuerySet[Community]:
    return Community.objects.readable_by(AnonymousUser()).filter(visibility=Visibility.PUBLIC)


