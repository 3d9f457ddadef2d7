"""Who may see and do what with skills. What somebody says of their own is theirs alone, for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...core.teams.rules import is_member
from ...lib.ruling import YES, Ruling, only_if

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ...core.teams.models import Team


def own(actor: Actor) -> Q:
    """What one said of oneself; there is no exception, not for leaders and not for staff."""
    return Q(person_id=actor.pk) if actor.is_authenticated else Q(pk__in=())


def of_own_teams(actor: Actor) -> Q:
    """What belongs to one's teams; the staff of the network see none of it."""
    return Q(team__in=actor.team_memberships.values("team_id")) if actor.is_authenticated else Q(pk__in=())


def may_rate(actor: Actor) -> Ruling:
    """Each for themselves."""
    return only_if(actor.is_authenticated, _("Sign in to rate your skills. Nobody else sees what you say."))


def may_release(actor: Actor | None, team: Team) -> Ruling:
    """The clock (nobody), and whoever belongs to the team; what is released depends on neither."""
    return YES if actor is None else is_member(actor, team)
