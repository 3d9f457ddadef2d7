"""Belonging to communities: who leads, asked, invited, proposed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ..people.parts import Section
from ..people.queries import addresses_of
from .actions import roll
from .models import Beginning, Community, Departure, Handover, Invitation, JoinRequest, Membership, State

if TYPE_CHECKING:
    from ..people.models import How, User


def to_settle(person: User) -> Iterator[str]:
    """The last leader of a community that lives hands it over."""
    led = Membership.objects.leading().filter(person=person).exclude(community__state=State.ARCHIVED)
    for one in led.select_related("community"):
        others = Membership.objects.leading().active().filter(community=one.community).exclude(person=person)
        if not others.exists():
            yield _("%(person)s is the only leader of %(community)s. It has to be handed over to somebody first.") % {
                "person": person, "community": one.community,
            }  # fmt: skip


def given(person: User) -> Iterator[Section]:
    """Memberships, requests, invitations, proposals, and why they came."""
    belongs = person.memberships.select_related("community").order_by("pk")
    yield Section("memberships", _("Communities"), [
        {"community": one.community.name, "role": one.role, "mail": one.mail, "joined_at": one.joined_at}
        for one in belongs
    ])  # fmt: skip
    left = Departure.objects.filter(person=person, community__in=Community.objects.visible_to(person))
    yield Section("departures", _("Communities that you left"), [
        {"community": one.community.name, "left_at": one.left_at} for one in left.select_related("community")
    ])  # fmt: skip
    asked = JoinRequest.objects.filter(person=person).select_related("community").order_by("pk")
    yield Section("requests", _("Requests to join"), [
        {"community": one.community.name, "answer": one.answer, "asked_at": one.asked_at, "decided_at": one.decided_at,
         "accepted": one.accepted, "reason": one.reason}
        for one in asked
    ])  # fmt: skip
    invited = Invitation.objects.filter(_sent_or_got(person)).select_related("community").order_by("pk")
    yield Section("invitations", _("Invitations"), [
        {"community": one.community.name, "to": one.address, "by_you": one.invited_by_id == person.pk, "note": one.note,
         "invited_at": one.invited_at, "accepted_at": one.accepted_at, "declined_at": one.declined_at}
        for one in invited
    ])  # fmt: skip
    handed = Handover.objects.filter(Q(offered_by=person) | Q(successor=person)).select_related("community")
    yield Section("handovers", _("Leadership offered by you or to you"), [
        {"community": one.community.name, "by_you": one.offered_by_id == person.pk, "note": one.note,
         "offered_at": one.offered_at, "answered_at": one.answered_at, "accepted": one.accepted}
        for one in handed.order_by("pk")
    ])  # fmt: skip
    yield Section("proposals", _("Communities that you proposed"), [
        {"name": one.name, "purpose": one.purpose, "audience": one.audience, "who_leads": one.lead,
         "topics": one.topics, "proposed_at": one.proposed_at, "decided_at": one.decided_at, "reason": one.reason}
        for one in person.proposals.order_by("pk")
    ])  # fmt: skip
    yield Section("beginning", _("Why you came"), [
        {"purpose": str(one.purpose or ""), "chosen_at": one.chosen_at}
        for one in Beginning.objects.filter(person=person).select_related("purpose")
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """They belong to nothing any more, and nothing waits for them."""
    for one in person.memberships.select_related("community"):
        roll.strike(person, person, one.community)
    for request in person.join_requests.waiting().select_related("community"):
        roll.count(request.community, requests=-1)
    Invitation.objects.filter(_sent_or_got(person)).delete()
    Handover.objects.filter(Q(offered_by=person) | Q(successor=person)).delete()
    for rows in (person.join_requests, person.departures, person.proposals, Beginning.objects.filter(person=person)):
        rows.all().delete()


def _sent_or_got(person: User) -> Q:
    mine = Q(invited_by=person)
    for address in addresses_of(person):
        mine |= Q(address__iexact=address)
    return mine
