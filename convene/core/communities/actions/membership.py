"""Join, leave, and what a member may do in one community."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.web import live
from ...ledger.actions import record
from ...notifications.actions import notify
from .. import rules
from ..models import Community, Membership, Role
from . import roll

if TYPE_CHECKING:
    from ...people.models import User


@transaction.atomic
def join(actor: User, community: Community) -> Membership:
    """Become a member of a community that is open to the person."""
    require(rules.may_join(actor, community))
    membership = roll.enter(actor, actor, community)
    record(actor, "communities.joined", community, community=community)
    return membership


@transaction.atomic
def leave(actor: User, community: Community) -> None:
    """Go; what the person wrote stays."""
    roll.hold(community)
    require(rules.may_leave(actor, community))
    roll.strike(actor, actor, community)
    record(actor, "communities.left", community, community=community)


@transaction.atomic
def set_role(actor: User, community: Community, person: User, *, role: str) -> Membership:
    """Make a member a leader, a moderator, or a member like others, in this community alone."""
    require(rules.may_edit(actor, community))
    membership = _membership(community, person)
    if role not in Role.values:
        raise NotPossible(_("Choose one of the roles: member, moderator or leader."))
    if role == membership.role:
        return membership
    require(rules.may_set_role(actor, membership))
    roll.assign(actor, membership, Role(role))
    entry = record(
        actor, "communities.role_set", community, community=community, facts={"person": person.pk, "role": role}
    )
    notify(entry, [person], reason="role", group=community.group)
    return membership


@transaction.atomic
def remove_member(actor: User, community: Community, person: User) -> None:
    """Take a person out of a community; what they wrote stays."""
    require(rules.may_lead(actor, community))
    require(rules.may_remove(actor, _membership(community, person)))
    roll.strike(actor, person, community)
    community.handovers.waiting().filter(successor=person).update(answered_at=timezone.now(), accepted=None)
    live.end_streams(person.pk)  # pages of theirs that are open hear no more of it
    entry = record(actor, "communities.removed", community, community=community, facts={"person": person.pk})
    notify(entry, [person], reason="removed", group=community.group)


def _membership(community: Community, person: User) -> Membership:
    roll.hold(community)
    membership = community.memberships.filter(person=person).first()
    if membership is None:
        names = {"person": person, "community": community}
        raise NotPossible(_("%(person)s is not a member of %(community)s.") % names)
    membership.community, membership.person = community, person
    return membership
