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


def may_need(actor: Actor, team: Team) -> Ruling:
    """What a piece of work needs is written down, changed and deleted by everybody in the team."""
    return is_member(actor, team)


def may_picture(actor: Actor | None) -> Ruling:
    """The clock alone (nobody), at night, so that nobody chooses the moment."""
    return only_if(actor is None, _("The view of the network is made at night, and by nobody at will."))


def may_see_network(actor: Actor) -> Ruling:
    """Where a network is thin is for those who answer for it."""
    return only_if(
        actor.is_authenticated and actor.is_staff,
        _("This is for the staff of the network. They see groups of institutions, and no institution."),
    )
