"""Who may see and do what with actions: they are the team's own, and every member sets them right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...lib.ruling import Ruling, only_if, unless
from ..teams.rules import is_member

if TYPE_CHECKING:
    from ..people.models import Actor
    from ..teams.models import Team
    from .models import Step


def visible(actor: Actor) -> Q:
    """Those of one's teams, for members alone."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q(team__in=actor.team_memberships.values("team_id"))


def may_add(actor: Actor, team: Team) -> Ruling:
    """Every member writes down an action."""
    return is_member(actor, team)


def may_change(actor: Actor, step: Step) -> Ruling:
    """Every member words an open action anew, gives it to somebody and moves its day."""
    over = _("This action is over. Open it again to go on with it.")
    return is_member(actor, step.team) and only_if(step.is_open, over)


def may_finish(actor: Actor, step: Step) -> Ruling:
    """Every member says that it is done."""
    return may_change(actor, step)


def may_drop(actor: Actor, step: Step) -> Ruling:
    """Every member lets an action go, and says why."""
    return may_change(actor, step)


def may_take_over(actor: Actor, step: Step) -> Ruling:
    """Any other member takes it on."""
    return may_change(actor, step) and unless(step.owner_id == actor.pk, _("This action is yours already."))


def may_reopen(actor: Actor, step: Step) -> Ruling:
    """Every member goes on with what was finished or dropped."""
    return is_member(actor, step.team) and unless(step.is_open, _("This action is open."))


def may_remind(actor: Actor | None) -> Ruling:
    """Time alone reminds."""
    return only_if(actor is None, _("Reminders go out by themselves."))
