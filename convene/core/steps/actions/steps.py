"""Actions are written down, change hands, and come to something or are dropped."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

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
from ..models import LETTERS, State, Step, group_of

if TYPE_CHECKING:
    from ...rounds.models import Round
    from ...teams.models import Team

MOST_OPEN = 200  # of a team
FARTHEST = dt.timedelta(days=5 * 366)


@transaction.atomic
def add(
    actor: User, team: Team, *, text: str, owner: User | None = None, due_on: dt.date | None = None, about: str = "",
    round: Round | None = None,
) -> Step:  # fmt: skip
    """Write down what the team does next; whoever gets it is told, and reminded around its day.

    raises: NotPossible for no words, an owner who is not in the team, a day gone by, or too many open ones.
    """
    require(rules.may_add(actor, team))
    if team.steps.open().count() >= MOST_OPEN:
        raise NotPossible(_("Your team has %(most)s open actions. Finish or drop some first.") % {"most": MOST_OPEN})
    step = Step(team=team, made_by=actor, about=about[:80], round=round)
    _say(step, text, owner, due_on)
    step.save(force_insert=True)
    entry = record(actor, "steps.added", step, facts={"owner": owner.pk if owner else None})
    notify(entry, [owner] if owner else [], reason="action", group=group_of(team.pk))
    _count(owner)
    return step


@transaction.atomic
def change(actor: User, step: Step, *, text: str, owner: User | None = None, due_on: dt.date | None = None) -> None:
    """Word it anew, give it to somebody else, or move its day."""
    step = _held(step)
    require(rules.may_change(actor, step))
    before = step.owner
    _say(step, text, owner, due_on)
    step.save()
    entry = record(actor, "steps.changed", step, facts={"owner": owner.pk if owner else None})
    if owner != before:
        notify(entry, [owner] if owner else [], reason="action", group=group_of(step.team_id))
    _count(before, owner)


@transaction.atomic
def take_over(actor: User, step: Step) -> None:
    """Do it oneself; whoever had it is told."""
    step = _held(step)
    require(rules.may_take_over(actor, step))
    before, step.owner, step.owned_at = step.owner, actor, timezone.now()
    step.save(update_fields=["owner", "owned_at"])
    _tell(actor, step, "steps.taken_over", before)
    _count(before, actor)


@transaction.atomic
def finish(actor: User, step: Step, *, became: str = "") -> None:
    """It is done; `became` is what came of it, which the next round asks."""
    step = _held(step)
    require(rules.may_finish(actor, step))
    _end(step, State.DONE, became)
    _tell(actor, step, "steps.finished", step.owner, step.made_by)


@transaction.atomic
def drop(actor: User, step: Step, *, became: str) -> None:
    """Let it go, and say why."""
    step = _held(step)
    require(rules.may_drop(actor, step))
    if not clean_name(became, LETTERS):
        raise NotPossible(_("Say in a few words why it is dropped: whoever comes back to it will ask."))
    _end(step, State.DROPPED, became)
    _tell(actor, step, "steps.dropped", step.owner, step.made_by)


@transaction.atomic
def reopen(actor: User, step: Step) -> None:
    """Go on with it."""
    step = _held(step)
    require(rules.may_reopen(actor, step))
    step.state, step.done_at = State.OPEN, None
    step.remind_on = step.next_reminder(timezone.localdate())
    step.save(update_fields=["state", "done_at", "remind_on"])
    _tell(actor, step, "steps.reopened", step.owner)
    _count(step.owner)


def _held(step: Step) -> Step:
    """As it stands, until this is done."""
    return Step.objects.select_for_update(of=("self",)).select_related("team", "owner", "made_by").get(pk=step.pk)


def _say(step: Step, text: str, owner: User | None, due_on: dt.date | None) -> None:
    step.text, today = clean_name(text, LETTERS), timezone.localdate()
    if not step.text:
        raise NotPossible(_("Say what is to be done."))
    if owner and owner.pk != step.owner_id and not step.team.members.filter(person=owner).exists():
        raise NotPossible(_("%(person)s does not belong to the team.") % {"person": owner})
    if due_on and due_on != step.due_on and not today <= due_on <= today + FARTHEST:
        raise NotPossible(_("Choose a day from today on, within five years."))
    if owner is None or owner.pk != step.owner_id:
        step.owned_at = timezone.now() if owner else None
    if due_on != step.due_on:
        step.due_on = due_on
        step.remind_on = step.next_reminder(today)
    step.owner = owner


def _end(step: Step, state: State, became: str) -> None:
    step.state, step.done_at = state, timezone.now()
    step.became, step.remind_on = clean_name(became, LETTERS), None
    step.save(update_fields=["state", "done_at", "became", "remind_on"])
    _count(step.owner)


def _tell(actor: User, step: Step, verb: str, *people: User | None) -> None:
    """Note it, and tell those of these people who belong to the team."""
    entry = record(actor, verb, step)
    named = {one.pk for one in people if one}
    here = User.objects.filter(pk__in=named, team_memberships__team=step.team_id)
    notify(entry, here, reason="action", group=group_of(step.team_id))


def _count(*people: User | None) -> None:
    """How many open actions they have: what tells a page whether there is anything to ask for."""
    for pk in sorted({one.pk for one in people if one}):
        number = Step.objects.open().filter(owner=pk).count()
        User.objects.filter(pk=pk).update(open_steps=number)
