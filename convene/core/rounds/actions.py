"""Rounds begin, close, and come back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from ...lib.ruling import require
from ..frameworks.queries import in_force
from ..ledger.actions import record
from ..notifications.actions import notify
from ..people.models import User
from ..teams.models import Team
from . import rules
from .models import Round

if TYPE_CHECKING:
    from ..frameworks.models import Edition

AFTER = dt.timedelta(days=180)  # a team comes back, unless it says otherwise
FARTHEST = dt.timedelta(days=5 * 366)


@transaction.atomic
def begin(actor: User | None, team: Team, *, kind: str, stage: str = "") -> Round:
    """Begin the next round by the text that is in force; the others of the team are told.

    raises: NotPossible while the one before is open, or where the network has no such text.
    """
    require(rules.may_begin(actor, team))
    team = Team.objects.select_for_update().get(pk=team.pk)
    last = Round.objects.filter(team=team, kind=kind, stage=stage).order_by("-number").first()
    if last is not None and last.is_open:
        raise NotPossible(_("Your team is in a round already. Close it first; then begin another."))
    made = Round.objects.create(
        team=team, edition=_edition(kind), kind=kind, stage=stage, number=last.number + 1 if last else 1
    )  # fmt: skip
    entry = record(actor, "rounds.begun", made)
    notify(entry, User.objects.filter(team_memberships__team=team), reason="round", group=made.group)
    return made


@transaction.atomic
def close(actor: User, round: Round, *, revisit_on: dt.date | None = None) -> None:
    """Close a round: what was said stays, and the next one begins on that day by itself, if there is one."""
    round = Round.objects.select_for_update().select_related("team").get(pk=round.pk)
    require(rules.may_close(actor, round))
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now(), revisit_on=_day(revisit_on))
    record(actor, "rounds.closed", round)


@transaction.atomic
def plan(actor: User, round: Round, *, revisit_on: dt.date | None) -> None:
    """Say when the team comes back; with None it does so when it likes."""
    require(rules.may_plan(actor, round))
    Round.objects.filter(pk=round.pk).update(revisit_on=_day(revisit_on))
    record(actor, "rounds.planned", round)


def _edition(kind: str) -> Edition:
    edition = in_force().filter(kind=kind).first()
    if edition is None:
        raise NotPossible(_("This network has no text for that yet. Its staff can take one up."))
    return edition


def _day(day: dt.date | None) -> dt.date | None:
    today = timezone.localdate()
    if day is not None and not today < day <= today + FARTHEST:
        raise NotPossible(_("Choose a day after today, within five years."))
    return day
