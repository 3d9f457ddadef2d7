"""Say which skills a piece of work needs."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....core.teams.models import Team
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Need

MOST = 40  # of a team


@transaction.atomic
def need(actor: User, team: Team, *, name: str, skills: Collection[str]) -> Need:
    """Write down what a piece of work needs; everybody in the team sees it, and the others are told."""
    require(rules.may_need(actor, team))
    Team.objects.select_for_update().get(pk=team.pk)
    if Need.objects.filter(team=team).count() >= MOST:
        raise NotPossible(_("A team keeps %(most)s of these at most. Delete one that is done.") % {"most": MOST})
    made = Need.objects.create(team=team, **_said(name, skills))
    entry = record(actor, "skills.needed", made)
    notify(entry, User.objects.filter(team_memberships__team=team), reason="need", group=team.group)
    return made


@transaction.atomic
def change_need(actor: User, one: Need, *, name: str, skills: Collection[str]) -> None:
    """Say it otherwise."""
    require(rules.may_need(actor, one.team))
    Need.objects.filter(pk=one.pk).update(changed_at=timezone.now(), **_said(name, skills))
    record(actor, "skills.need_changed", one)


@transaction.atomic
def remove_need(actor: User, one: Need) -> None:
    """Delete it."""
    require(rules.may_need(actor, one.team))
    record(actor, "skills.need_removed", one)
    one.delete()


def _said(name: str, skills: Collection[str]) -> dict[str, object]:
    said = clean_name(name, 120)
    if not said:
        raise NotPossible(_("Say what the work is."))
    if not skills:
        raise NotPossible(_("Tick at least one skill."))
    return {"name": said, "skills": sorted(set(skills))}
