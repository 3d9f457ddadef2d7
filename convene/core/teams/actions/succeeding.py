"""A team goes on when somebody is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from .. import rules
from ..holdings import held
from ..letters import tell_lead
from ..models import Member, Role, Team

if TYPE_CHECKING:
    from ...people.models import User


@transaction.atomic
def succeed(actor: User, member: Member) -> None:
    """Take out whoever goes for good; if they led, the member who has been there longest leads now, and is told."""
    team = Team.objects.select_for_update().get(pk=member.team_id)
    require(rules.is_member(actor, team))
    left = held(team, member.person)
    member.delete()
    heir = team.members.filter(person__is_active=True, person__suspended_at=None).order_by("joined_at", "pk").first()
    if member.role == Role.LEAD and heir:
        Member.objects.filter(pk=heir.pk).update(role=Role.LEAD)
        entry = record(None, "teams.handed_over", team, facts={"to": heir.person_id})
        notify(entry, [heir.person], reason="handover", group=team.group)
        tell_lead(team, heir.person, left=left)
