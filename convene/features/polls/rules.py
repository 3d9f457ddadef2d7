"""Who may ask, vote and say what followed: those who belong, on equal terms. What a team asks is the team's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ...core.communities.rules import is_member as is_in_community
from ...core.communities.rules import is_open_for_writing, may_moderate, roles_of
from ...core.teams.rules import is_member as is_in_team
from ...core.teams.rules import role_of as role_in_team
from ...lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.people.models import Actor
    from ...core.teams.models import Team
    from .models import Poll

FEW = 5  # who voted without names; fewer could be guessed


def visible(actor: Actor) -> Q:
    """Those of one's communities and teams. Staff see what communities ask, and nothing of teams they are not in."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    own = Q(team__in=actor.team_memberships.values("team_id"))
    there = Q(team=None) if actor.is_staff else Q(community__in=list(roles_of(actor)))
    return Q(withdrawn_at=None) & (own | there)


def may_ask(actor: Actor, *, community: Community | None, team: Team | None, has_topic: bool) -> Ruling:
    """Members of a team ask it; members of a community ask from a topic, so that people talk first."""
    if team:
        return is_in_team(actor, team)
    if community is None:
        return no(_("Ask from a topic, from a community that you lead, or from one of your teams."))
    first = _("Ask from a topic: people talk it over first, then they are asked. Leaders can ask without one.")
    return (
        is_in_community(actor, community)
        and is_open_for_writing(community)
        and only_if(has_topic or may_moderate(actor, community), first)
    )


def belongs(actor: Actor, poll: Poll) -> Ruling:
    """Whoever belongs where it is asked has a vote, from whichever side they come."""
    if poll.team_id:
        return only_if(role_in_team(actor, poll.team_id or 0), _("This is for the members of the team."))
    assert poll.community
    return is_in_community(actor, poll.community)


def may_vote(actor: Actor, poll: Poll) -> Ruling:
    """Those who belong, until it closes; they may change their vote so long."""
    return (
        belongs(actor, poll)
        and _is_writable(poll)
        and only_if(poll.is_open, _("This has closed. Votes can no longer be given or changed."))
    )


def may_keep(actor: Actor, poll: Poll) -> Ruling:
    """Whoever asked looks after it while they belong, and those who lead the place."""
    if belongs(actor, poll) and actor.pk == poll.caller_id:
        return _is_writable(poll)
    leads = only_if(_leads(actor, poll), _("This is for whoever asked, and for those who lead here."))
    return leads and _is_writable(poll)


def may_change(actor: Actor, poll: Poll) -> Ruling:
    """All of it before the first vote; after it, what people voted on stays as they saw it."""
    return may_keep(actor, poll) and only_if(poll.is_open, _("This has closed and stays as it is."))


def may_close(actor: Actor | None, poll: Poll) -> Ruling:
    """Whoever looks after it closes it early; time does when its hour has come."""
    if actor is None:
        return only_if(poll.is_over, _("Its closing time has not come yet."))
    return may_change(actor, poll)


def may_withdraw(actor: Actor, poll: Poll) -> Ruling:
    """It is taken back while nobody has voted; later only those who keep order take it down."""
    voted = _("People have voted already. Close it instead; what they said stays.")
    return may_keep(actor, poll) and only_if(not poll.voter_count or _leads(actor, poll), voted)


def may_conclude(actor: Actor, poll: Poll) -> Ruling:
    """The outcome is written once voting is over."""
    return may_keep(actor, poll) and unless(poll.is_open, _("Close it first: the outcome comes after the last vote."))


def may_review(actor: Actor, poll: Poll) -> Ruling:
    """Whoever looks after it says whether the outcome still stands."""
    return may_conclude(actor, poll) and only_if(
        poll.concluded, _("There is no outcome yet. Write it first; then you can come back to it.")
    )


def may_see_results(poll: Poll) -> Ruling:
    """As was said beforehand, the same for everybody: whoever asked sees no earlier."""
    if poll.is_open:
        return unless(poll.is_hidden, _("Results are shown once it has closed, to everybody at the same time."))
    few = _("Fewer than five people voted. What they chose is not shown, for one could guess who it was.")
    return unless(poll.is_anonymous and poll.voter_count < FEW, few)


def may_remind(actor: Actor | None) -> Ruling:
    """Time alone reminds."""
    return only_if(actor is None, _("Reminders go out by themselves."))


def _leads(actor: Actor, poll: Poll) -> bool:
    if poll.team_id:
        return role_in_team(actor, poll.team_id or 0) == "lead"
    assert poll.community
    return bool(may_moderate(actor, poll.community))


def _is_writable(poll: Poll) -> Ruling:
    return is_open_for_writing(poll.community) if poll.community else YES
