"""Who may see and do what in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _  # looked up only where the answer is no

from ...core.communities.models import Community
from ...core.communities.rules import (
    KEEPS_ORDER,
    is_member,
    is_open_for_writing,
    may_lead,
    may_moderate,
    roles_of,
)
from ...lib.ruling import YES, Ruling, no, only_if, unless

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ..discussions.models import Topic
    from .models import Collection, Resource, Use

SHELF = ("published", "stale")  # what lists show
OPEN = (*SHELF, "retired")  # what its readers can open; what was retired says so


def on_shelf(actor: Actor) -> Q:
    """What the library lists: published in a community that a person may read."""
    return Q(community__in=Community.objects.readable_by(actor), state__in=SHELF)


def visible(actor: Actor) -> Q:
    """What a person can open: what was published where they read, their own drafts, and what waits for their review."""
    seen = Q(state__in=OPEN)
    if actor.is_authenticated:
        seen |= Q(proposer_id=actor.pk) | Q(owner_id=actor.pk) | Q(state="waiting") & reviewed_by(actor)
    return Q(community__in=Community.objects.readable_by(actor)) & seen


def reviewed_by(actor: Actor) -> Q:
    """What belongs to communities in which a person keeps order."""
    if not actor.is_authenticated:
        return Q(pk__in=())
    if actor.is_staff:
        return Q()
    return Q(community__in=[pk for pk, role in roles_of(actor).items() if role in KEEPS_ORDER])


def visible_collections(actor: Actor) -> Q:
    """Collections of communities that a person may read."""
    return Q(community__in=Community.objects.readable_by(actor))


def may_propose(actor: Actor, community: Community) -> Ruling:
    """Members bring in what they used, while the community is open for writing."""
    return (YES if may_moderate(actor, community) else is_member(actor, community)) and is_open_for_writing(community)


def may_carry_in(actor: Actor | None, community: Community) -> Ruling:
    """Lists are brought in by the operator at the command line (who is nobody here), and by those who review."""
    if actor is None:
        return YES
    return may_moderate(actor, community) and is_open_for_writing(community)


def may_harvest(actor: Actor, topic: Topic) -> Ruling:
    """Leaders and moderators turn a discussion of their community into a resource."""
    return (
        may_moderate(actor, topic.community)
        and is_open_for_writing(topic.community)
        and unless(topic.hidden_at, _("This topic was taken down."))
    )


def may_review(actor: Actor, resource: Resource) -> Ruling:
    """Leaders and moderators decide what stands in their community's part of the library."""
    return may_moderate(actor, resource.community) and is_open_for_writing(resource.community)


def may_revise(actor: Actor, resource: Resource) -> Ruling:
    """Whoever looks after it, and reviewers; what was retired stays as it was."""
    return _looks_after(actor, resource) and unless(
        resource.is_retired, _("This resource was retired and stays as it was. Publish it again first.")
    )


def may_submit(actor: Actor, resource: Resource) -> Ruling:
    """Drafts are sent for review by those who write them."""
    return (
        _looks_after(actor, resource)
        and only_if(resource.is_draft, _("Only a draft can be sent for review."))
        and says_why(resource)
    )


def may_publish(actor: Actor, resource: Resource) -> Ruling:
    """Reviewers put on the shelf what waits, a draft that they can see, and what was retired by mistake."""
    return (
        may_review(actor, resource)
        and unless(resource.is_on_shelf, _("This resource is in the library already."))
        and says_why(resource)
    )


def says_why(resource: Resource) -> Ruling:
    """What came in a list may not say yet why it fits; nothing stands on the shelf without that."""
    return only_if(resource.context_note, _("Say first why it fits a science center: edit it, and fill in that line."))


def may_refuse(actor: Actor, resource: Resource) -> Ruling:
    """Reviewers give back what waits for them, and say why."""
    return may_review(actor, resource) and only_if(
        resource.is_waiting, _("Only what waits for review can be given back. You can retire it instead.")
    )


def may_retire(actor: Actor, resource: Resource) -> Ruling:
    """Whoever looks after it, and reviewers, take it out of the lists."""
    return _looks_after(actor, resource) and only_if(resource.is_on_shelf, _("This resource is not in the lists."))


def may_mark_reviewed(actor: Actor, resource: Resource) -> Ruling:
    """Whoever looks after it, and reviewers, decide that it still holds."""
    return _looks_after(actor, resource) and only_if(resource.is_on_shelf, _("This resource is not in the lists."))


def may_look_again(actor: Actor, resource: Resource) -> Ruling:
    """Those who used it say what they find, while they are asked."""
    return (
        only_if(resource.is_on_shelf, _("This resource is not in the lists."))
        and only_if(resource.asks_for_looks, _("Nobody has to look at this resource now."))
        and only_if(resource.was_used_by(actor), _("This is for those who said that they used it."))
        and is_open_for_writing(resource.community)
    )


def may_look_after(actor: Actor, resource: Resource) -> Ruling:
    """Reviewers take it into their care, and any member does where nobody has it."""
    if actor.is_authenticated and actor.pk == resource.owner_id:
        return no(_("You look after it already."))
    ruling = may_moderate(actor, resource.community)
    if not ruling and resource.owner_id is None:
        ruling = is_member(actor, resource.community)
    elif not ruling:
        ruling = no(_("Somebody looks after it already. Ask them, or those who keep order in its community."))
    in_lists = only_if(resource.is_on_shelf, _("This resource is not in the lists."))
    return ruling and is_open_for_writing(resource.community) and in_lists


def may_let_go(actor: Actor, resource: Resource) -> Ruling:
    """Whoever looks after it can stop."""
    is_theirs = actor.is_authenticated and actor.pk == resource.owner_id
    return only_if(is_theirs, _("You do not look after it.")) and only_if(
        resource.is_on_shelf, _("This resource is not in the lists.")
    )


def may_use(actor: Actor, resource: Resource) -> Ruling:
    """Whoever is signed in and can read it says what they used it for."""
    if not actor.is_authenticated:
        return no(_("Sign in to say that you used it."))
    return is_open_for_writing(resource.community) and only_if(
        resource.is_on_shelf, _("This resource is not in the lists.")
    )


def may_hide_use(actor: Actor, use: Use) -> Ruling:
    """People take back what they said, and moderators take it down."""
    if actor.is_authenticated and actor.pk == use.person_id:
        return YES
    return may_moderate(actor, use.resource.community)


def may_take_down(actor: Actor | None, use: Use) -> Ruling:
    """Moderators decide about what was reported; enough reports hide it, and nobody acts then."""
    return YES if actor is None else may_moderate(actor, use.resource.community)


def may_comment(actor: Actor, resource: Resource) -> Ruling:
    """Members talk about it in their community."""
    return (
        is_member(actor, resource.community)
        and is_open_for_writing(resource.community)
        and only_if(resource.is_on_shelf, _("This resource is not in the lists."))
    )


def may_be_named(actor: Actor, resource: Resource) -> Ruling:
    """Those whose words went into a resource decide whether it names them."""
    return only_if(
        actor.is_authenticated and resource.contributors.filter(person_id=actor.pk).exists(),
        _("This is for those whose words went into it."),
    )


def may_gather(actor: Actor, community: Community) -> Ruling:
    """Leaders put collections and reading paths together."""
    return may_lead(actor, community) and is_open_for_writing(community)


def may_place(actor: Actor, collection: Collection, resource: Resource) -> Ruling:
    """Leaders put what all their readers can open into a collection."""
    ruling = may_gather(actor, collection.community) and only_if(
        resource.is_on_shelf, _("This resource is not in the lists.")
    )
    same = resource.community_id == collection.community_id or resource.community.visibility == "public"
    return ruling and only_if(same, _("Readers of this collection could not open that resource."))


def _looks_after(actor: Actor, resource: Resource) -> Ruling:
    if actor.is_authenticated and actor.pk in {resource.owner_id, resource.proposer_id}:
        return is_open_for_writing(resource.community)
    if may_moderate(actor, resource.community):
        return is_open_for_writing(resource.community)
    return no(_("This is for the person who looks after it, and for those who keep order in its community."))
