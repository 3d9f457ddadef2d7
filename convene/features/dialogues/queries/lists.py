"""Dialogues in lists, one by its address, and where somebody may convene one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone

from ....core.communities.models import Community, Visibility
from ....core.communities.rules import KEEPS_ORDER, role_of, roles_of
from ....core.ledger.head import UntilNext
from ....core.teams.models import Team
from ..models import Access, Dialogue
from ..rules import OPEN_TO_ALL, may_take_part

if TYPE_CHECKING:
    from ....core.people.models import Actor, User

PAGE, MOST_RUNNING = 60, 500


def find_dialogue(actor: Actor, slug: str) -> Dialogue:
    """The dialogue at this address, or Http404. One query, and for those that are not open to all another."""
    found = Dialogue.objects.for_page().filter(slug=slug).first()
    if found is None:
        raise Http404
    is_open = found.published_at is not None and found.access in OPEN_TO_ALL
    if not is_open and not Dialogue.objects.visible_to(actor).filter(pk=found.pk).exists():
        raise Http404
    return found


def dialogues_of(actor: Actor, community: Community | None = None) -> list[Dialogue]:
    """What is going on, what is prepared and what is over; in one community, or everywhere. One query."""
    rows = Dialogue.objects.offered_to(actor).for_cards()
    if community is not None:
        rows = rows.filter(community=community)
    return list(rows.order_by("-closes_at", "-pk")[:PAGE])


def asked_of(actor: Actor, now: str = "") -> list[Dialogue]:
    """What one is asked now, what ends first before: by the network, by one's own communities; visitors by public ones.

    now: a head of the ledger, until whose next line the one query is not asked again; counts of votes may be old.
    """
    return [one for one in _RUNNING(now) if _is_at_home(actor, one.community) and may_take_part(actor, one)]


def places_of(actor: User) -> list[Community | Team | None]:
    """Where somebody may convene a dialogue; None stands for the network. Two queries."""
    led = [community for community, role in roles_of(actor).items() if role in KEEPS_ORDER]
    communities = Community.objects.exclude(state="archived").order_by("name")
    if not actor.is_staff:
        communities = communities.filter(pk__in=led)
    teams = Team.objects.visible_to(actor).order_by("name")
    return [*([None] if actor.is_staff else []), *communities, *teams]


def _is_at_home(actor: Actor, place: Community | None) -> bool:
    if place is None:
        return True
    return bool(role_of(actor, place)) if actor.is_authenticated else place.visibility == Visibility.PUBLIC


def _running() -> list[Dialogue]:
    """Whatever is open to all who belong there, or will be; without codes and teams."""
    rows = Dialogue.objects.for_cards().filter(team=None, access__in=(Access.LINK, Access.MEMBERS))
    rows = rows.filter(published_at__isnull=False, closes_at__gt=timezone.now())
    return list(rows.defer("background", "background_html", "outcome").order_by("closes_at", "pk")[:MOST_RUNNING])


_RUNNING = UntilNext(_running)
