"""Who may do what in communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ...lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ..people.models import Actor, User
    from .models import Community

LEADS = ("leader",)
KEEPS_ORDER = ("leader", "moderator")


def visible(actor: Actor) -> Q:
    """Communities that a person may know of: all but the hidden ones, and one's own."""
    return _open_or_own(actor, ("public", "listed"))


def readable(actor: Actor) -> Q:
    """Communities whose discussions a person may read: the public ones, and one's own."""
    return _open_or_own(actor, ("public",))


def _open_or_own(actor: Actor, open_to_all: tuple[str, ...]) -> Q:
    if not actor.is_authenticated:
        return Q(visibility__in=open_to_all)
    if actor.is_staff:
        return Q()
    return Q(visibility__in=open_to_all) | Q(pk__in=actor.memberships.values("community_id"))


def role_of(actor: Actor, community: Community) -> str:
    """The person's role in the community, or "". Costs no query for the viewer of a page."""
    if not actor.is_authenticated:
        return ""
    roles: dict[int, str] | None = getattr(actor, "viewer_roles", None)
    if roles is not None:
        return roles.get(community.pk, "")
    return actor.memberships.filter(community=community).values_list("role", flat=True).first() or ""


def is_member(actor: Actor, community: Community) -> Ruling:
    """Members only; the sentence says how to become one."""
    if not actor.is_authenticated:
        return no(_("Sign in to take part."))
    return only_if(role_of(actor, community), _("Join %(community)s to take part.") % {"community": community})


def may_read(actor: Actor, community: Community) -> Ruling:
    """Public communities are read by everyone, others by their members and staff."""
    if community.visibility == "public" or (actor.is_authenticated and actor.is_staff):
        return YES
    return only_if(role_of(actor, community), _("What is said in %(community)s is for its members.") % {"community": community})


def may_lead(actor: Actor, community: Community) -> Ruling:
    """Settings, members and requests are for leaders of this community, and staff."""
    if actor.is_authenticated and actor.is_staff:
        return YES
    return only_if(role_of(actor, community) in LEADS, _("This is for the leaders of %(community)s.") % {"community": community})


def may_moderate(actor: Actor, community: Community) -> Ruling:
    """Closing, pinning and hiding are for leaders and moderators of this community, and staff."""
    if actor.is_authenticated and actor.is_staff:
        return YES
    return only_if(
        role_of(actor, community) in KEEPS_ORDER,
        _("This is for the leaders and moderators of %(community)s.") % {"community": community},
    )


def is_open_for_writing(community: Community) -> Ruling:
    """An archived community is readable and closed."""
    return unless(community.is_archived, _("%(community)s is archived: you can read it, but not write.") % {"community": community})


def may_join(actor: Actor, community: Community) -> Ruling:
    """Whether a person may become a member at once, without being asked anything."""
    if not actor.is_authenticated:
        return no(_("Sign in to join."))
    return (
        unless(community.is_archived, _("%(community)s is archived and takes no new members.") % {"community": community})
        and unless(role_of(actor, community), _("You are a member already."))
        and only_if(community.join_policy == "open" or _is_invited(actor, community), _how_to_join(community))
    )


def may_ask_to_join(actor: Actor, community: Community) -> Ruling:
    """Whether a person may send a request to join."""
    if not actor.is_authenticated:
        return no(_("Sign in to ask to join."))
    return (
        unless(community.is_archived, _("%(community)s is archived and takes no new members.") % {"community": community})
        and unless(role_of(actor, community), _("You are a member already."))
        and only_if(community.join_policy == "request", _how_to_join(community))
    )


def may_invite(actor: Actor, community: Community) -> Ruling:
    """Members may invite to an open community, leaders to any."""
    if community.join_policy == "open" and not community.is_archived:
        return is_member(actor, community)
    return may_lead(actor, community)


def _is_invited(actor: User, community: Community) -> bool:
    return community.invitations.filter(address__iexact=actor.email or "", declined_at=None).exists()


def _how_to_join(community: Community) -> str:
    if community.join_policy == "request":
        return _("Joining %(community)s takes a word with its leaders: ask to join.") % {"community": community}
    return _("%(community)s is joined by invitation: ask one of its leaders.") % {"community": community}
