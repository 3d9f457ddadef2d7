"""Find what the viewer may see; hidden and missing look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ....core.communities.models import Community
from ....core.communities.rules import KEEPS_ORDER, is_open_for_writing, may_lead, roles_of
from .. import rules
from ..models import Collection, Resource

if TYPE_CHECKING:
    from ....core.people.models import Actor, User

LARGEST = 2**63 - 1  # that a number in the database can be


def member(request: HttpRequest) -> User:
    """The person who is signed in; the middleware has seen to it that there is one."""
    return cast("User", request.user)


def visible_resource(request: HttpRequest, pk: int) -> Resource:
    """A resource that the viewer may open."""
    seen = Resource.objects.visible_to(request.user)
    whole = seen.select_related("community", "proposer", "owner", "source__community", "source__summary")
    return get_object_or_404(whole, pk=min(pk, LARGEST))


def visible_collection(request: HttpRequest, pk: int) -> Collection:
    """A collection that the viewer may open."""
    seen = Collection.objects.visible_to(request.user).select_related("community", "by")
    return get_object_or_404(seen, pk=min(pk, LARGEST))


def page_number(request: HttpRequest) -> int:
    """The page that an address asks for."""
    given = request.GET.get("page", "1")
    if not given.isascii() or not given.isdigit() or not 0 < len(given) < 7 or int(given) < 1:
        raise Http404
    return int(given)


def places_of(person: User) -> list[Community]:
    """Where the person can bring a resource in."""
    mine = Community.objects.readable_by(person) if person.is_staff else Community.objects.of(person)
    return [one for one in mine if rules.may_propose(person, one)]


def led_by(person: User) -> list[Community]:
    """Where the person puts collections together."""
    mine = Community.objects.readable_by(person) if person.is_staff else Community.objects.of(person)
    return [one for one in mine if may_lead(person, one) and is_open_for_writing(one)]


def may_add(person: Actor) -> bool:
    """Whether there is a place to bring a resource in, as far as that costs no query."""
    return person.is_authenticated and (person.is_staff or bool(roles_of(person)))


def keeps_order(person: User) -> bool:
    """Whether there are reviews for this person at all."""
    return person.is_staff or any(role in KEEPS_ORDER for role in roles_of(person).values())
