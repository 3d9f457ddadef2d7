"""Who may report, look, decide and set what is moderated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ...lib.ruling import YES, Ruling, no, only_if, unless
from ..communities.rules import KEEPS_ORDER, may_lead, may_moderate, may_read

if TYPE_CHECKING:
    from ..communities.models import Community
    from ..people.models import Actor, User
    from .kinds import Thing
    from .models import Item

EVERYTHING = ~Q(pk__in=())  # an empty Q() would vanish beside an "or"


def in_queue_of(actor: Actor) -> Q:
    """What a person decides about: all for staff, else what is in the communities where they keep order."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    if actor.is_staff:
        return EVERYTHING
    return Q(community__in=actor.memberships.filter(role__in=KEEPS_ORDER).values("community_id"))


def visible(actor: Actor) -> Q:
    """One's own, and what one decides about."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q(author_id=actor.pk) | in_queue_of(actor)


def visible_undoings(actor: Actor) -> Q:
    """What was done to oneself, and what was done where one decides."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    return Q(person_id=actor.pk) | in_queue_of(actor)


def visible_reports(actor: Actor) -> Q:
    """Reports are read by who made them and by who decides; what one wrote oneself hides who reported it."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    if actor.is_staff:
        queue = EVERYTHING
    else:
        queue = Q(item__community__in=actor.memberships.filter(role__in=KEEPS_ORDER).values("community_id"))
    return Q(person_id=actor.pk) | (queue & ~Q(item__author_id=actor.pk))


def may_report(actor: Actor, thing: Thing) -> Ruling:
    """Whoever is signed in and can read something may report it, but not their own."""
    if not actor.is_authenticated:
        return no(_("Sign in to report this."))
    mine = thing.author is not None and thing.author.pk == actor.pk
    rulings = [may_read(actor, place) for place in (*thing.also, thing.community)]
    return next(filter(None, rulings), rulings[-1]) and unless(
        mine, _("You wrote this yourself. You can edit it or take it down.")
    )


def may_see_queue(actor: Actor) -> Ruling:
    """The queue is for those who keep order somewhere, and staff."""
    if not actor.is_authenticated:
        return no(_("Sign in to see what waits for you."))
    if actor.is_staff:
        return YES
    roles = getattr(actor, "viewer_roles", None)
    keeps = (
        actor.memberships.filter(role__in=KEEPS_ORDER).exists()
        if roles is None
        else any(role in KEEPS_ORDER for role in roles.values())
    )
    return only_if(keeps, _("This is for the leaders and moderators of communities, and the staff of the network."))


def may_decide(actor: Actor, item: Item) -> Ruling:
    """Moderators of its community decide, but not about what they wrote themselves."""
    return may_moderate(actor, item.community) and unless(
        actor.pk == item.author_id, _("You wrote this yourself. Somebody else decides about it.")
    )


def may_judge(actor: Actor, item: Item) -> Ruling:
    """A second look is taken by somebody else than whoever decided."""
    return (
        may_decide(actor, item)
        and only_if(item.is_appealed, _("Nobody asks for a second look at this."))
        and unless(
            actor.pk == item.decided_by_id,
            _("You decided this yourself. The second look is for another moderator, or the staff of the network."),
        )
    )


def may_mend(actor: Actor, item: Item) -> Ruling:
    """Authors mend, send again or withdraw what was not published."""
    return only_if(actor.pk and actor.pk == item.author_id, _("Only its author can do this.")) and unless(
        item.is_published, _("This is published. You can edit it where it stands.")
    )


def may_appeal(actor: Actor, item: Item) -> Ruling:
    """Authors ask once for a second look at a refusal."""
    return (
        only_if(actor.pk and actor.pk == item.author_id, _("Only its author can do this."))
        and only_if(item.is_refused, _("This was not refused."))
        and unless(item.appealed_at, _("You have asked for a second look already. It is taken once."))
    )


def may_set_policy(actor: Actor, community: Community | None) -> Ruling:
    """Leaders set their community's, staff the site's."""
    if community is not None:
        return may_lead(actor, community)
    return only_if(actor.is_authenticated and actor.is_staff, _("This is set by the staff of the network."))


def may_set_person(actor: Actor, person: User, community: Community | None) -> Ruling:
    """Moderators say how a person's posts appear in their community, staff on the whole site; nobody for themselves."""
    mine = unless(actor.pk == person.pk, _("You cannot set this for yourself. Ask somebody else."))
    if community is not None:
        return may_moderate(actor, community) and mine
    return only_if(actor.is_authenticated and actor.is_staff, _("This is set by the staff of the network.")) and mine


def may_undo(actor: Actor, person: User, community: Community | None) -> Ruling:
    """Moderators take down all of one account in their community, staff everywhere; never of those who decide there."""
    decides = person.is_staff or (community is not None and may_moderate(person, community))
    reason = _("%(name)s leads or moderates there. Take the role away first, or ask the staff of the network.")
    return may_set_person(actor, person, community) and unless(decides, reason, name=person.name)


def is_beyond_holding(actor: Actor, community: Community) -> bool:
    """Whoever decides what appears in a community does not wait there."""
    return bool(may_moderate(actor, community))
