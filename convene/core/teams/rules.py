"""Who may see and do what with teams. What a team says is its own: the staff of the network do not see it either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ..institutions.models import Institution
    from ..people.models import Actor
    from .models import Invitation, Member, Team


def visible(actor: Actor) -> Q:
    """One's own teams, and nobody else's."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q(pk__in=actor.team_memberships.values("team_id"))


def invitations_visible(actor: Actor) -> Q:
    """Invitations to an address of one's own that wait for an answer, and those of one's teams."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    mine = Q(address__iexact=actor.email, answered_at=None, withdrawn_at=None) if actor.email else Q(pk__in=())
    return mine | Q(team__in=actor.team_memberships.values("team_id"))


def is_member(actor: Actor, team: Team) -> Ruling:
    """Members only."""
    return only_if(role_of(actor, team.pk), _("This is for the members of the team."))


def may_begin(actor: Actor, institution: Institution) -> Ruling:
    """A team begins with somebody who works at the institution."""
    if not actor.is_authenticated:
        return no(_("Sign in to begin a team."))
    works_here = institution.belongings.filter(person_id=actor.pk).exists()
    return only_if(works_here, _("Say on the page of the institution that you work there, then begin a team."))


def may_lead(actor: Actor, team: Team) -> Ruling:
    """The name, who goes and who leads next are decided by whoever leads."""
    return only_if(role_of(actor, team.pk) == "lead", _("This is for whoever leads the team."))


def may_invite(actor: Actor, team: Team) -> Ruling:
    """Every member may invite somebody."""
    return is_member(actor, team)


def may_take_back(actor: Actor, invitation: Invitation) -> Ruling:
    """Whoever sent an invitation takes it back, and whoever leads."""
    if actor.is_authenticated and actor.pk == invitation.invited_by_id:
        return is_member(actor, invitation.team)
    return may_lead(actor, invitation.team)


def may_decline(invitation: Invitation) -> Ruling:
    """An invitation is good for one answer, and not for ever."""
    return only_if(invitation.is_open, _("This invitation was answered already, or is too old. Ask for a new one."))


def may_answer(actor: Actor, invitation: Invitation) -> Ruling:
    """Whoever holds the link of an open invitation and has an account may join by it."""
    if not actor.is_authenticated:
        return no(_("Sign in or create an account to accept the invitation."))
    return may_decline(invitation) and unless(role_of(actor, invitation.team_id), _("You belong to this team already."))


def may_leave(actor: Actor, team: Team) -> Ruling:
    """Members leave when they like; whoever leads others hands the team over first."""
    alone = role_of(actor, team.pk) == "lead" and team.members.exclude(person_id=actor.pk).exists()
    return is_member(actor, team) and unless(
        alone, _("You lead this team. Hand it over to another member first, then you can leave.")
    )


def may_hand_over(actor: Actor, member: Member) -> Ruling:
    """Whoever leads hands the team over to another member who is there to take it."""
    away = member.person.suspended_at or not member.person.is_active
    return (
        may_lead(actor, member.team)
        and unless(actor.pk == member.person_id, _("You lead this team already."))
        and unless(away, _("%(person)s is away and cannot lead."), person=member.person)
    )


def may_remove(actor: Actor, member: Member) -> Ruling:
    """Whoever leads takes others out of the team."""
    return may_lead(actor, member.team) and unless(
        actor.pk == member.person_id, _("To go yourself, leave the team.")
    )


def may_move(actor: Actor, member: Member) -> Ruling:
    """On which side somebody is, they say themselves, or whoever leads."""
    is_own = actor.is_authenticated and actor.pk == member.person_id
    return YES if is_own else may_lead(actor, member.team)


def forget_roles(actor: Actor) -> None:
    """Whoever came, went or leads is asked of anew."""
    actor.__dict__.pop("viewer_teams", None)


def role_of(actor: Actor, team: int) -> str:
    """What this person is in the team of this number, or "". The viewer of a page is asked of once, for all teams."""
    if not actor.is_authenticated:
        return ""
    if not hasattr(actor, "viewer_new"):  # which comes with a session alone
        return actor.team_memberships.filter(team_id=team).values_list("role", flat=True).first() or ""
    if not hasattr(actor, "viewer_teams"):
        actor.viewer_teams = dict(actor.team_memberships.values_list("team_id", "role"))
    return actor.viewer_teams.get(team, "")
