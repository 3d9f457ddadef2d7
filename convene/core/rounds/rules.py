"""Who may see and do what with rounds: everything about them is the team's own, as the team is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...lib.ruling import YES, Ruling, only_if
from ..teams.rules import is_member

if TYPE_CHECKING:
    from ..people.models import Actor
    from ..teams.models import Team
    from .models import Round


def visible(actor: Actor) -> Q:
    """Those of one's teams, for members alone."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q(team__in=actor.team_memberships.values("team_id"))


def may_begin(actor: Actor | None, team: Team) -> Ruling:
    """Every member begins a round; time does (nobody), when the team wanted to come back."""
    return YES if actor is None else is_member(actor, team)


def may_answer(actor: Actor, round: Round) -> Ruling:
    """Members answer while the round is open."""
    closed = _("This round is over. What was said in it stays; begin another to say how it is now.")
    return is_member(actor, round.team) and only_if(round.is_open, closed)


def may_close(actor: Actor, round: Round) -> Ruling:
    """Every member closes a round."""
    return may_answer(actor, round)


def may_plan(actor: Actor, round: Round) -> Ruling:
    """Every member says when the team comes back."""
    return is_member(actor, round.team)
