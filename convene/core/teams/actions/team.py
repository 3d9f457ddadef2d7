"""Teams begin, change hands and survive those who leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.models import User
from .. import rules
from ..holdings import held
from ..letters import tell_lead
from ..models import Member, Role, Side, Team

if TYPE_CHECKING:
    from ...institutions.models import Institution
    from ...ledger.models import Entry


@transaction.atomic
def begin(actor: User, institution: Institution, *, name: str, about: str = "") -> Team:
    """A team of an institution, led by whoever begins it."""
    require(rules.may_begin(actor, institution))
    team = Team.objects.create(institution=institution, **_said(name, about))
    Member.objects.create(team=team, person=actor, role=Role.LEAD)
    rules.forget_roles(actor)
    record(actor, "teams.begun", team)
    return team


@transaction.atomic
def edit(actor: User, team: Team, *, name: str, about: str = "") -> None:
    """Say what it is called, and what it is for."""
    require(rules.may_lead(actor, team))
    Team.objects.filter(pk=team.pk).update(**_said(name, about))
    record(actor, "teams.edited", team)


@transaction.atomic
def hand_over(actor: User, member: Member) -> None:
    """Another member leads from now on; everybody in the team is told."""
    team = held_by(actor, member.team_id)
    require(rules.may_hand_over(actor, member))
    _lead(member)
    rules.forget_roles(actor)
    entry = record(actor, "teams.handed_over", team, facts={"to": member.person_id})
    notify(entry, User.objects.filter(team_memberships__team=team), reason="handover", group=team.group)
    tell_lead(team, member.person, left=held(team, actor), before=actor.name)


@transaction.atomic
def leave(actor: User, team: Team) -> None:
    """Go; what the team found stays with it. When the last one goes, its invitations go too."""
    team = held_by(actor, team.pk)
    require(rules.may_leave(actor, team))
    Member.objects.filter(team=team, person=actor).delete()
    rules.forget_roles(actor)
    if not team.members.exists():
        team.invitations.all().delete()
    _tell_lead(record(actor, "teams.left", team, facts={"held": len(held(team, actor))}), team)


@transaction.atomic
def remove(actor: User, member: Member) -> None:
    """Take somebody out of the team."""
    team = held_by(actor, member.team_id)
    require(rules.may_remove(actor, member))
    facts = {"person": member.person_id, "held": len(held(team, member.person))}
    member.delete()
    record(actor, "teams.removed", team, facts=facts)


@transaction.atomic
def move(actor: User, member: Member, *, side: str) -> None:
    """Say on which side somebody is from now on; what they have shared stays on the side on which they shared it."""
    team = held_by(actor, member.team_id)
    require(rules.may_move(actor, member))
    if side not in Side.values:
        raise NotPossible(_("Choose one of the two sides."))
    if Member.objects.filter(pk=member.pk).exclude(side=side).update(side=side):
        entry = record(actor, "teams.moved", team, facts={"side": side})
        notify(entry, [member.person], reason="side", group=team.group)


def _tell_lead(entry: Entry, team: Team) -> None:
    """Whoever leads finds somebody for what was in hand."""
    leads = User.objects.filter(team_memberships__team=team, team_memberships__role=Role.LEAD)
    notify(entry, leads, reason="handover", group=team.group)


def _said(name: str, about: str) -> dict[str, str]:
    said = {"name": clean_name(name), "about": clean_name(about, 400)}
    if not said["name"]:
        raise NotPossible(_("Give the team a name."))
    return said


def held_by(actor: User, team: int) -> Team:
    """The team as it stands, until this is done: nobody comes, goes or leads meanwhile, and roles are asked anew."""
    rules.forget_roles(actor)
    return Team.objects.select_for_update().get(pk=team)


def _lead(member: Member) -> None:
    Member.objects.filter(team=member.team_id, role=Role.LEAD).update(role=Role.MEMBER)
    Member.objects.filter(pk=member.pk).update(role=Role.LEAD)
