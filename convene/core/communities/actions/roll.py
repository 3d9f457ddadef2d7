"""The roll of members: its rows, the counts kept beside it, and the roles that the viewer carries along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db.models import F, Q
from django.utils import timezone

from ...ledger.actions import record
from ...notifications.actions import notify
from ..models import WELCOMED_FOR, Community, Departure, Membership, Role

if TYPE_CHECKING:
    from ...people.models import User
    from ..models.joining import InvitationQuerySet


def enter(actor: User, person: User, community: Community) -> Membership:
    """Put a person on the roll, and settle what they had asked for or were invited to."""
    membership, new = Membership.objects.get_or_create(community=community, person=person)
    now = timezone.now()
    waiting = community.join_requests.waiting().filter(person=person)
    settled = waiting.update(decided_at=now, decided_by=actor, accepted=True)
    _invitations(person, community).update(accepted_at=now, remind_at=None)
    count(community, members=int(new), requests=-settled)
    if new:
        _welcome(person, membership)
    remember(actor, person, community, membership.role)
    return membership


def _welcome(person: User, membership: Membership) -> None:
    """Bring what the leaders say to newcomers to somebody who belongs here for the first time."""
    came_back = Departure.objects.filter(person=person, community=membership.community).delete()[0]
    if not membership.community.welcome_html or came_back:
        return
    membership.new_until = timezone.now() + WELCOMED_FOR
    membership.save(update_fields=["new_until"])
    entry = record(None, "communities.welcomed", membership.community, community=membership.community)
    notify(entry, [person], reason="welcomed", group=membership.community.group)


def strike(actor: User, person: User, community: Community) -> None:
    """Take a person off the roll."""
    gone, _kinds = Membership.objects.filter(community=community, person=person).delete()
    if gone:
        _invitations(person, community).update(withdrawn_at=timezone.now(), remind_at=None)
        _take_offers_back(person, community)
        Departure.objects.update_or_create(community=community, person=person, defaults={"left_at": timezone.now()})
    count(community, members=-gone)
    remember(actor, person, community, "")


def assign(actor: User, membership: Membership, role: Role) -> None:
    """Note a member's new role."""
    membership.role = role
    membership.save(update_fields=["role"])
    if role != Role.LEADER:
        _take_offers_back(membership.person, membership.community)
    remember(actor, membership.person, membership.community, role)


def _invitations(person: User, community: Community) -> InvitationQuerySet:
    """Open ones, to any address that the person has proven."""
    addresses = EmailAddress.objects.filter(user=person, verified=True).values("email")
    return community.invitations.open().filter(Q(address__iexact=person.email or "") | Q(address__in=addresses))


def _take_offers_back(person: User, community: Community) -> None:
    """Whoever leads no more has no leadership to hand over."""
    offers = community.handovers.waiting().filter(offered_by=person)
    offers.update(answered_at=timezone.now(), accepted=None)


def count(community: Community, *, members: int = 0, requests: int = 0) -> None:
    """Move the counts by so many, in the database and on the object at hand."""
    if members or requests:
        Community.objects.filter(pk=community.pk).update(
            member_count=F("member_count") + members, request_count=F("request_count") + requests
        )
        community.member_count += members
        community.request_count += requests


def remember(actor: User, person: User, community: Community, role: str) -> None:
    """Let the viewer's own roles be right for the rest of this request."""
    roles: dict[int, str] | None = getattr(actor, "viewer_roles", None)
    if roles is None or actor.pk != person.pk:
        return
    if role:
        roles[community.pk] = role
    else:
        roles.pop(community.pk, None)
        getattr(actor, "viewer_new", set()).discard(community.pk)


def hold(community: Community) -> None:
    """Let roles change one after the other, so that two last leaders cannot go at once."""
    Community.objects.select_for_update().only("pk").get(pk=community.pk)
