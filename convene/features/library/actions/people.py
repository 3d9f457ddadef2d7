"""Who is told of what happens to a resource."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ....core.communities.models import Visibility
from ....core.communities.rules import KEEPS_ORDER
from ....core.people.models import User
from ..models import Contributor, Found, Look, Resource, Use


def keepers_of(resource: Resource) -> QuerySet[User]:
    """Those who keep order in its community."""
    keep_order = resource.community.memberships.filter(role__in=KEEPS_ORDER)
    return User.objects.filter(pk__in=keep_order.values("person"))


def users_of(resource: Resource) -> QuerySet[User]:
    """Those who said that they used it and nothing else since, and can still open it."""
    no_longer = Look.objects.filter(resource=resource, found=Found.UNUSED)
    used = Use.objects.filter(resource=resource, hidden_at=None).exclude(person__in=no_longer.values("person"))
    return _readers(resource, used.values("person"))


def contributors_of(resource: Resource) -> QuerySet[User]:
    """Those whose words went into it, and can open it."""
    return _readers(resource, Contributor.objects.filter(resource=resource).values("person"))


def _readers(resource: Resource, people: Any) -> QuerySet[User]:
    if resource.community.visibility == Visibility.PUBLIC:
        return User.objects.filter(pk__in=people)
    members = resource.community.memberships.values("person")
    return User.objects.filter(Q(pk__in=people) & Q(pk__in=members))
