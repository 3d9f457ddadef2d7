"""Leadership goes to somebody who accepts it; a community is never without a leader meanwhile."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..models import Community, Handover, Membership, Role
from . import roll


@transaction.atomic
def offer_leadership(actor: User, membership: Membership, *, note: str = "") -> Handover:
    """Ask a member to lead in one's place; nothing changes until they say yes."""
    community = membership.community
    roll.hold(community)
    require(rules.may_hand_over(actor, membership))
    if community.handovers.waiting().exists():
        raise NotPossible(_("Somebody has been asked already. Wait for their answer, or take the offer back first."))
    if not membership.person.is_active or membership.person.suspended_at:
        raise NotPossible(_("%(person)s is away and cannot answer.") % {"person": membership.person})
    handover = Handover.objects.create(
        community=community, offered_by=actor, successor=membership.person, note=clean_name(note, 400)
    )
    entry = record(actor, "communities.handover_offered", handover, community=community)
    notify(entry, [membership.person], reason="handover", group=community.group)
    return handover


@transaction.atomic
def accept_leadership(actor: User, handover: Handover) -> Membership:
    """Lead from now on; whoever handed it over is a member like others."""
    community = handover.community
    roll.hold(community)
    require(rules.may_take_over(actor, handover))
    _answer(handover, accepted=True)
    membership = Membership.objects.filter(community=community, person=actor).first() or roll.enter(
        actor, actor, community
    )
    membership.community, membership.person = community, actor
    roll.assign(actor, membership, Role.LEADER)
    former = community.memberships.leading().filter(person=handover.offered_by).select_related("person").first()
    if former:
        former.community = community
        roll.assign(actor, former, Role.MEMBER)
    entry = record(actor, "communities.handover_accepted", handover, community=community)
    notify(entry, [handover.offered_by], reason="handover", group=community.group)
    return membership


@transaction.atomic
def decline_leadership(actor: User, handover: Handover) -> None:
    """Rather not; everything stays as it is."""
    require(rules.may_take_over(actor, handover))
    _answer(handover, accepted=False)
    entry = record(actor, "communities.handover_declined", handover, community=handover.community)
    notify(entry, [handover.offered_by], reason="handover", group=handover.community.group)


@transaction.atomic
def take_offer_back(actor: User, handover: Handover) -> None:
    """Lead on, or ask somebody else."""
    require(rules.may_lead(actor, handover.community))
    _answer(handover, accepted=None)
    record(actor, "communities.handover_withdrawn", handover, community=handover.community)


@transaction.atomic
def tell_of_quiet(community: Community) -> None:
    """Nobody has written for long: ask the leaders what is to become of the community; without any, the staff."""
    Community.objects.filter(pk=community.pk).update(quiet_told_at=timezone.now())
    leaders = User.objects.active().filter(memberships__community=community, memberships__role=Role.LEADER)
    able = leaders.filter(suspended_at=None)
    entry = record(None, "communities.quiet", community, community=community)
    told = able if able.exists() else User.objects.active().filter(is_staff=True)
    notify(entry, told, reason="quiet", group=community.group)


def _answer(handover: Handover, *, accepted: bool | None) -> None:
    """Two answers never cross."""
    now = timezone.now()
    if not Handover.objects.waiting().filter(pk=handover.pk).update(answered_at=now, accepted=accepted):
        raise NotPossible(_("This was answered or taken back already."))
    handover.answered_at, handover.accepted = now, accepted
