"""Who may do what with topics and posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _  # looked up only where it is shown

from ....core.communities.rules import is_member, is_open_for_writing, may_lead, may_moderate, readable, roles_of
from ....lib.ruling import YES, Ruling, no, only_if, unless
from ....lib.ui import dates
from .places import takes_part

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from ....core.communities.models import Community
    from ....core.people.models import Actor
    from ..models import Post, Topic


def visible(actor: Actor, shared: Q | Exists) -> Q:
    """Topics in communities that a person may read, and those shared with one of them, less those taken down."""
    if actor.is_authenticated and actor.is_staff:
        return shown()
    through_another = Q(share_count__gt=0) & shared  # asks further only where a topic is shared at all
    return (readable(actor, "community__") | through_another) & shown()


def visible_at_home(actor: Actor) -> Q:
    """The same without those that only another community shows them."""
    return readable(actor, "community__") & shown()


def shown() -> Q:
    """Topics that whoever may read their community sees."""
    return Q(hidden_at=None)


def finds_beside(actor: Actor, communities: Collection[int]) -> bool:
    """Whether a reader finds something beside a topic: things of these communities, of which 0 stands for all."""
    if 0 in communities or (actor.is_authenticated and actor.is_staff):
        return True
    return actor.is_authenticated and not roles_of(actor).keys().isdisjoint(communities)


def may_start(actor: Actor, community: Community, kind: str = "") -> Ruling:
    """Members start topics, while the community is open for writing; announcements are for those who lead it."""
    ruling = is_member(actor, community) and is_open_for_writing(community)
    return ruling and (may_lead(actor, community) if kind == "announcement" else YES)


def may_reply(actor: Actor, topic: Topic) -> Ruling:
    """Members reply, while community and topic are open."""
    return (
        takes_part(actor, topic)
        and is_open_for_writing(topic.community)
        and unless(topic.hidden_at, _("This topic was taken down or moved. Reload the page to see where it is."))
        and is_not_archived(topic)
        and unless(topic.is_closed and topic.kind == "announcement", _("Replies are off for this announcement."))
        and unless(topic.is_closed, _("This topic is closed. You can start a new one and link to it."))
    )


def is_not_archived(topic: Topic) -> Ruling:
    """What is archived stays as it is."""
    return unless(topic.archived_at, _("This topic is archived and stays as it is. Start a new one."))


def stands(post: Post) -> Ruling:
    """What was taken down takes nothing in."""
    return unless(post.hidden_at or post.topic.hidden_at, _("This post was taken down."))


def may_post_again(actor: Actor, topic: Topic, again: datetime | None) -> Ruling:
    """Where a discussion goes slowly, a person waits between two posts; those who keep order do not."""
    if again is None or may_moderate(actor, topic.community):
        return YES
    is_today = dates.localtime(again).date() == dates.localtime(timezone.now()).date()
    return no(
        _("This topic is slowed down, and you have just posted. You can post again at %(time)s."),
        time=dates.time(again) if is_today else dates.datetime(again),
    )


def may_edit(actor: Actor, post: Post) -> Ruling:
    """Authors edit what they wrote, moderators anything, members a first post that was opened to them."""
    if post.number == 1 and post.topic.wiki_at and may_reply(actor, post.topic):
        return YES
    return _own_or_moderated(actor, post)


def may_wiki(actor: Actor, topic: Topic) -> Ruling:
    """Whoever began a topic, and moderators, open its first post to all members."""
    if may_moderate(actor, topic.community):
        return is_open_for_writing(topic.community)
    return only_if(
        actor.pk and actor.pk == topic.author_id,
        _("Only the person who started this, or a leader, decides who edits the first post."),
    ) and may_reply(actor, topic)


def _own_or_moderated(actor: Actor, post: Post) -> Ruling:
    if may_moderate(actor, post.topic.community):
        return is_open_for_writing(post.topic.community)
    return only_if(
        actor.pk and actor.pk == post.author_id, _("You can edit only what you wrote yourself.")
    ) and may_reply(actor, post.topic)


def may_hide(actor: Actor, post: Post) -> Ruling:
    """Authors take back what they wrote, moderators take down anything in their community."""
    return _own_or_moderated(actor, post)


def may_react(actor: Actor, post: Post) -> Ruling:
    """Members react, but not to themselves."""
    return (
        takes_part(actor, post.topic)
        and is_open_for_writing(post.topic.community)
        and is_not_archived(post.topic)
        and stands(post)
        and unless(actor.pk == post.author_id, _("Others can react to what you wrote; you cannot do it yourself."))
    )


def may_accept(actor: Actor, topic: Topic) -> Ruling:
    """The asker chooses the answer; moderators may do it for them."""
    if not topic.is_question:
        return no(_("Only questions have an accepted answer."))
    if may_moderate(actor, topic.community):
        return is_open_for_writing(topic.community) and is_not_archived(topic)
    return (
        takes_part(actor, topic)
        and only_if(actor.pk == topic.author_id, _("Only the person who asked, or a leader, can accept an answer."))
        and is_open_for_writing(topic.community)
        and is_not_archived(topic)
    )


def may_close(actor: Actor, topic: Topic) -> Ruling:
    """Leaders and moderators close, archive and reopen."""
    return may_moderate(actor, topic.community) and is_open_for_writing(topic.community)


def may_slow(actor: Actor, topic: Topic) -> Ruling:
    """Leaders and moderators say how often one person may post."""
    return may_close(actor, topic)


def may_sum_up(actor: Actor, topic: Topic) -> Ruling:
    """Leaders and moderators say in short what a topic comes to."""
    return may_moderate(actor, topic.community) and is_open_for_writing(topic.community)


def may_pin(actor: Actor, topic: Topic) -> Ruling:
    """Leaders and moderators pin."""
    return may_close(actor, topic)


def may_follow(actor: Actor, topic: Topic) -> Ruling:
    """Whoever is signed in and can read a topic may follow it."""
    return only_if(actor.is_authenticated, _("Sign in to follow this topic."))


def may_retitle(actor: Actor, topic: Topic) -> Ruling:
    """The author and moderators word a topic's title."""
    if may_moderate(actor, topic.community):
        return is_open_for_writing(topic.community)
    return only_if(
        actor.pk and actor.pk == topic.author_id, _("Only the person who started this, or a leader, can retitle it.")
    ) and may_reply(actor, topic)


def may_hide_topic(actor: Actor, topic: Topic) -> Ruling:
    """Moderators take a topic down; its author may while nobody has replied."""
    if may_moderate(actor, topic.community):
        return is_open_for_writing(topic.community)
    return (
        only_if(
            actor.pk and actor.pk == topic.author_id,
            _("Only the person who started this, or a leader, can take it down."),
        )
        and unless(
            topic.post_count > 1, _("Others have replied already. Ask a leader of the community to take it down.")
        )
        and is_open_for_writing(topic.community)
    )


def may_restore(actor: Actor, post: Post) -> Ruling:
    """Leaders and moderators bring back what was taken down, but for what its author removed on leaving."""
    gone = _("Its author has left and removed it. There is nothing to bring back.")
    return (
        may_moderate(actor, post.topic.community)
        and is_open_for_writing(post.topic.community)
        and unless(not post.body, gone)
    )


def may_take_down(actor: Actor | None, community: Community) -> Ruling:
    """Moderators decide about what was reported, archived or not; enough reports hide it, and nobody acts then."""
    return YES if actor is None else may_moderate(actor, community)


def may_import(actor: Actor | None) -> Ruling:
    """Archives are brought in by the operator at the command line (who is nobody here) and by staff."""
    if actor is None:
        return YES
    return only_if(actor.is_authenticated and actor.is_staff, _("Archives are brought in by the staff of the network."))
