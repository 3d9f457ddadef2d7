"""Who may do what in communities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from ...people.models import Actor, User
    from ..models import Community, Membership

LEADS = ("leader",)
KEEPS_ORDER = ("leader", "moderator")


def visible(actor: Actor) -> Q:
    """Communities that a person may know of: all but the hidden ones, and one's own."""
    return _open_or_own(actor, ("public", "listed"))


def readable(actor: Actor, at: str = "") -> Q:
    """Communities whose discussions a person may read: the public ones, and one's own.

    `at` leads there from something that stands in one ("community__"), whose query then looks at that one alone.
    """
    return _open_or_own(actor, ("public",), at)


def knows(actor: Actor, community: int, visibility: str) -> bool:
    """`visible`, asked of a community that was read before."""
    if visibility in {"public", "listed"}:
        return True
    return actor.is_authenticated and (actor.is_staff or bool(role_of(actor, community)))


def readable_among(actor: Actor, visibilities: Mapping[int, str]) -> set[int]:
    """`readable`, asked of communities that were read before, by their numbers."""
    if actor.is_authenticated and actor.is_staff:
        return set(visibilities)
    roles = roles_of(actor) if actor.is_authenticated else {}
    return {community for community, visibility in visibilities.items() if visibility == "public" or community in roles}


def _open_or_own(actor: Actor, open_to_all: tuple[str, ...], at: str = "") -> Q:
    is_open = Q((f"{at}visibility__in", open_to_all))
    if not actor.is_authenticated:
        return is_open
    if actor.is_staff:
        return Q()
    roles = _roles_at_hand(actor)
    own = actor.memberships.values("community_id") if roles is None else list(roles)
    return is_open | Q((f"{at}pk__in", own))


def _roles_at_hand(actor: User) -> dict[int, str] | None:
    """The viewer's roles by community, which came with the session; None for people from elsewhere."""
    return getattr(actor, "viewer_roles", None)


def their_own_or_led(actor: Actor) -> Q:
    """Requests to join that a person made, or has to decide as a leader."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    if actor.is_staff:
        return Q()
    led = actor.memberships.filter(role__in=LEADS).values("community_id")
    return Q(person_id=actor.pk) | Q(community__in=led)


def roles_of(person: User) -> dict[int, str]:
    """The person's role in each of their communities, by number. Costs no query for the viewer of a page."""
    roles = _roles_at_hand(person)
    return dict(person.memberships.values_list("community_id", "role")) if roles is None else roles


def role_of(actor: Actor, community: Community | int) -> str:
    """The person's role in the community (or its number), or "". Costs no query for the viewer of a page."""
    if not actor.is_authenticated:
        return ""
    pk = community if isinstance(community, int) else community.pk
    roles = _roles_at_hand(actor)
    if roles is not None:
        return roles.get(pk, "")
    return actor.memberships.filter(community_id=pk).values_list("role", flat=True).first() or ""


def is_new(actor: Actor, community: Community) -> bool:
    """Whether the viewer of a page joined lately and has not put the welcome away. Costs no query."""
    return community.pk in getattr(actor, "viewer_new", ())


def is_member(actor: Actor, community: Community) -> Ruling:
    """Members only; the sentence says how to become one."""
    if not actor.is_authenticated:
        return no(_("Sign in to take part."))
    return only_if(role_of(actor, community), _("Join %(community)s to take part."), community=community)


def may_read(actor: Actor, community: Community) -> Ruling:
    """Public communities are read by everyone, others by their members and staff."""
    if community.visibility == "public" or (actor.is_authenticated and actor.is_staff):
        return YES
    reason = _("What is said in %(community)s is for its members.")
    return only_if(role_of(actor, community), reason, community=community)


def may_lead(actor: Actor, community: Community) -> Ruling:
    """Settings, members and requests are for leaders of this community, and staff."""
    if actor.is_authenticated and actor.is_staff:
        return YES
    reason = _("This is for the leaders of %(community)s.")
    return only_if(role_of(actor, community) in LEADS, reason, community=community)


def may_moderate(actor: Actor, community: Community) -> Ruling:
    """Closing, pinning and hiding are for leaders and moderators of this community, and staff."""
    if actor.is_authenticated and actor.is_staff:
        return YES
    reason = _("This is for the leaders and moderators of %(community)s.")
    return only_if(role_of(actor, community) in KEEPS_ORDER, reason, community=community)


def is_open_for_writing(community: Community) -> Ruling:
    """An archived community is readable and closed."""
    reason = _("%(community)s is archived: you can read it, but not write.")
    return unless(community.is_archived, reason, community=community)


def may_see_members(actor: Actor, community: Community) -> Ruling:
    """Lists of people are for people who have said who they are, and can read along."""
    if not actor.is_authenticated:
        return no(_("Sign in to see who belongs to %(community)s."), community=community)
    return may_read(actor, community)


def may_found(actor: Actor) -> Ruling:
    """Communities are founded by staff, after people have proposed one."""
    return only_if(
        actor.is_authenticated and actor.is_staff,
        _("New communities are set up by the staff of the network. Propose yours to them."),
    )


def may_edit(actor: Actor, community: Community) -> Ruling:
    """Leaders describe their community and say how one joins, until it is archived."""
    archived = _("%(community)s is archived. Bring it back first, then change it.")
    return may_lead(actor, community) and unless(community.is_archived, archived, community=community)


def may_rename(actor: Actor, community: Community) -> Ruling:
    """Addresses and emblems are known to many: staff change them."""
    reason = _("The address of %(community)s is changed by the staff of the network. Write to them.")
    return only_if(actor.is_authenticated and actor.is_staff, reason, community=community)


def may_join(actor: Actor, community: Community) -> Ruling:
    """Whether a person may become a member at once, without being asked anything."""
    if not actor.is_authenticated:
        return no(_("Sign in to join."))
    return _is_open_to(actor, community) and only_if(
        community.join_policy == "open" or _is_invited(actor, community), _how_to_join(community)
    )


def may_ask_to_join(actor: Actor, community: Community) -> Ruling:
    """Whether a person may send a request to join."""
    if not actor.is_authenticated:
        return no(_("Sign in to ask to join."))
    return _is_open_to(actor, community) and only_if(community.join_policy == "request", _how_to_join(community))


def may_leave(actor: Actor, community: Community) -> Ruling:
    """Members leave when they like; the last leader finds a successor first."""
    return is_member(actor, community) and _not_the_last_leader(
        role_of(actor, community),
        actor,
        community,
        _("You are the only leader of %(community)s. Hand it over to a member first, then you can leave."),
    )


def may_decide(actor: Actor, community: Community) -> Ruling:
    """Leaders say yes or no to people who ask to join."""
    return may_lead(actor, community)


def may_set_role(actor: Actor, membership: Membership) -> Ruling:
    """Leaders choose leaders and moderators of their community; one leader has to remain."""
    return may_edit(actor, membership.community) and _not_the_last_leader(
        membership.role,
        membership.person,
        membership.community,
        _("%(community)s needs a leader. Make somebody else a leader first."),
    )


def may_remove(actor: Actor, membership: Membership) -> Ruling:
    """Leaders remove members; nobody removes themselves, and one leader has to remain."""
    return (
        may_lead(actor, membership.community)
        and unless(actor.pk == membership.person_id, _("To go yourself, leave the community."))
        and _not_the_last_leader(
            membership.role,
            membership.person,
            membership.community,
            _("%(community)s needs a leader. Make somebody else a leader first."),
        )
    )


def _is_open_to(actor: User, community: Community) -> Ruling:
    archived = _("%(community)s is archived and takes no new members.")
    return unless(community.is_archived, archived, community=community) and unless(
        role_of(actor, community), _("You are a member of %(community)s already."), community=community
    )


def _not_the_last_leader(role: str, person: Actor, community: Community, reason: str | Promise) -> Ruling:
    """Somebody else leads, and is there to do it."""
    if role not in LEADS:
        return YES
    others = community.memberships.leading().active().exclude(person_id=person.pk)
    return only_if(others.exists(), reason, community=community)


def _is_invited(actor: User, community: Community) -> bool:
    return community.invitations.open().filter(address__iexact=actor.email or "").exists()


def _how_to_join(community: Community) -> str:
    if community.join_policy == "open":
        return _("%(community)s is open to everyone: just join.") % {"community": community}
    if community.join_policy == "request":
        return _("The leaders of %(community)s read each request. Ask to join.") % {"community": community}
    return _("%(community)s is joined by invitation. Write to one of its leaders.") % {"community": community}
