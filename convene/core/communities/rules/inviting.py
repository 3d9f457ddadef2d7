"""Who may invite, remind, and answer an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import YES, Ruling, no, only_if, unless
from .community import may_lead, role_of

if TYPE_CHECKING:
    from ...people.models import Actor, User
    from ..models import Community, Invitation


def may_invite(actor: Actor, community: Community) -> Ruling:
    """Members may invite to an open community, leaders to any."""
    if community.is_archived:
        return no(_("%(community)s is archived and takes no new members."), community=community)
    if role_of(actor, community) and community.join_policy == "open":
        return YES
    return may_lead(actor, community)


def may_keep(actor: Actor, invitation: Invitation) -> Ruling:
    """An invitation is sent again or taken back by whoever sent it, while they may invite, and by leaders."""
    is_own = actor.is_authenticated and invitation.invited_by_id == actor.pk
    inviting = may_invite(actor, invitation.community)
    return inviting and (only_if(is_own, "") if is_own else may_lead(actor, invitation.community))


def may_remind(actor: User, invitation: Invitation) -> Ruling:
    """A reminder goes out in the inviter's name, while they may invite and the invitation is open."""
    answered = _("This invitation was answered already, or is too old. Ask for a new one.")
    is_away = actor.suspended_at or not actor.is_active
    return (
        unless(is_away, answered) and may_invite(actor, invitation.community) and only_if(invitation.is_open, answered)
    )


def may_answer(actor: Actor, invitation: Invitation) -> Ruling:
    """Whoever holds the link of an open invitation and has an account may join by it."""
    if not actor.is_authenticated:
        return no(_("Sign in or create an account to accept the invitation."))
    archived = _("%(community)s is archived and takes no new members.")
    return may_decline(invitation) and unless(
        invitation.community.is_archived, archived, community=invitation.community
    )


def may_decline(invitation: Invitation) -> Ruling:
    """An invitation is good for one answer, and not for ever."""
    return only_if(invitation.is_open, _("This invitation was answered already, or is too old. Ask for a new one."))
