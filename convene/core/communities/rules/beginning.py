"""Who may begin something: the first steps, a proposal, leading in somebody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import Ruling, only_if, unless
from .community import LEADS, may_edit

if TYPE_CHECKING:
    from ...people.models import Actor
    from ..models import Handover, Membership


def may_begin(actor: Actor) -> Ruling:
    """The first steps are for everybody with an account, on the first day and later."""
    return only_if(actor.is_authenticated, _("Sign in to take your first steps here."))


def may_word_purposes(actor: Actor) -> Ruling:
    """What is suggested to newcomers is chosen by staff."""
    reason = _("What newcomers are offered is chosen by the staff of the network.")
    return only_if(actor.is_authenticated and actor.is_staff, reason)


def offered_or_led(actor: Actor) -> Q:
    """Handovers that a person has to answer, or that are made in communities they lead."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    if actor.is_staff:
        return Q()
    led = actor.memberships.filter(role__in=LEADS).values("community_id")
    return Q(successor_id=actor.pk) | Q(community__in=led)


def proposed_or_staff(actor: Actor) -> Q:
    """Proposals that a person made; all of them for staff."""
    if actor.is_authenticated and actor.is_staff:
        return Q()
    return Q(proposer_id=actor.pk or 0)


def may_hand_over(actor: Actor, membership: Membership) -> Ruling:
    """Leaders, and staff where it is needed, offer leadership to another member."""
    community = membership.community
    return (
        may_edit(actor, community)
        and unless(actor.pk == membership.person_id, _("To lead on, nothing needs to be handed over."))
        and unless(membership.role in LEADS, _("%(person)s leads already."), person=membership.person)
    )


def may_take_over(actor: Actor, handover: Handover) -> Ruling:
    """Leadership is taken by the person it was offered to, and nobody else."""
    is_asked = actor.is_authenticated and handover.successor_id == actor.pk
    return only_if(is_asked, _("This was offered to somebody else.")) and unless(
        handover.answered_at, _("This was answered or taken back already.")
    )


def may_propose(actor: Actor) -> Ruling:
    """Everybody with an account may propose a community."""
    return only_if(actor.is_authenticated, _("Sign in to propose a community."))


def may_decide_proposal(actor: Actor) -> Ruling:
    """Staff decide which communities begin."""
    return only_if(actor.is_authenticated and actor.is_staff, _("Proposals are decided by the staff of the network."))
