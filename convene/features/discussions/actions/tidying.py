"""Tidy up: move a topic to another community, split posts off, join a topic to another."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import excerpt
from ....lib.text.names import clean_title
from ....lib.web.live import publish
from .. import rules
from ..models import Draft, Kind, MailId, MovedTopic, Post, Reading, Share, Topic
from .carrying import carry, concerned, locked, settle, tell
from .sharing import share_no_more, show_alike
from .titles import note_titles

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ....core.communities.models import Community
    from ....core.people.models import User

MOST_POSTS = 500  # split off at once


@transaction.atomic
def move(actor: User, topic: Topic, community: Community) -> Topic:
    """Move a topic with all its posts to another community; its number stays, and its old address leads there."""
    (topic,) = locked(topic)
    was = topic.community
    require(rules.may_tidy(actor, topic) and rules.may_tidy_into(actor, community))
    if community.pk == was.pk:
        raise NotPossible(_("It stands in %(community)s already. Choose another community.") % {"community": was})
    _still_there(topic)
    people = list(concerned([topic], topic.posts.all()))
    MovedTopic.objects.filter(topic=topic, community=community).delete()
    MovedTopic.objects.get_or_create(topic=topic, community=was)
    Topic.objects.filter(pk=topic.pk).update(community=community, pinned_at=None)
    Draft.objects.filter(topic=topic).update(community=community)
    topic.community, topic.pinned_at = community, None
    Share.objects.filter(topic=topic, community=community).delete()
    Share.objects.filter(topic=topic).update(home=community)
    settle(topic, left=was)
    share_no_more(topic)
    tell(actor, "discussions.moved", topic, topic, people, was, {"from_community": was.pk})
    return topic


@transaction.atomic
def split(
    actor: User,
    topic: Topic,
    community: Community,
    *,
    numbers: Collection[int],
    title: str,
    kind: str = Kind.DISCUSSION,
) -> Topic:
    """Move posts into a topic of their own, which the first of them begins."""
    require(rules.may_tidy(actor, topic) and rules.may_tidy_into(actor, community))
    posts, (topic,) = _chosen(topic, numbers), locked(topic)
    require(rules.may_tidy(actor, topic) and rules.may_tidy_into(actor, community))
    title = clean_title(title)
    if not title:
        raise NotPossible(_("Give it a title, so that others can find it."))
    if kind == Kind.ANNOUNCEMENT:
        raise NotPossible(_("Posts become a discussion or a question; an announcement is written by a leader."))
    _still_there(topic)
    first = posts[0]
    target = Topic.objects.create(
        community=community, author=first.author, kind=kind, title=title, excerpt=excerpt(first.html)[:240],
        created_at=first.created_at, last_post_at=first.created_at,
    )  # fmt: skip
    note_titles([target], are_new=True)
    if target.community_id == topic.community_id:
        show_alike(topic, target)
    return _over(actor, posts, topic, target)


@transaction.atomic
def move_posts(actor: User, topic: Topic, target: Topic, *, numbers: Collection[int]) -> Topic:
    """Move posts to the end of a topic that is there already."""
    require(rules.may_tidy(actor, topic) and rules.may_join_to(actor, target))
    if topic.pk == target.pk:
        raise NotPossible(_("These posts stand in this topic already. Choose another one."))
    posts, (topic, target) = _chosen(topic, numbers), locked(topic, target)
    require(rules.may_tidy(actor, topic) and rules.may_join_to(actor, target))
    _still_there(topic)
    return _over(actor, posts, topic, target)


def _over(actor: User, posts: list[Post], topic: Topic, target: Topic) -> Topic:
    people = list(concerned([topic], Post.objects.filter(pk__in=[post.pk for post in posts])))
    carry(actor, posts, topic, target)
    settle(topic, target)
    tell(actor, "discussions.split", posts[0], target, people, topic.community, {"from": topic.pk, "posts": len(posts)})
    publish(target.group, {"number": target.last_number})
    return target


@transaction.atomic
def merge(actor: User, topic: Topic, target: Topic) -> Topic:
    """Move everything that stands in a topic to the end of another; the first one's addresses lead there."""
    require(rules.may_tidy(actor, topic))
    if topic.pk == target.pk:
        raise NotPossible(_("A topic cannot be joined to itself. Choose another one."))
    _lock(topic.posts.all())
    topic, target = locked(topic, target)
    require(rules.may_tidy(actor, topic) and rules.may_join_to(actor, target))
    _still_there(topic)
    posts = list(topic.posts.order_by("number").only("pk", "number", "topic"))
    people, was = list(concerned([topic], topic.posts.all())), topic.community
    if target.is_question and not target.accepted_post_id and topic.is_question:
        target.accepted_post_id, target.accepted_at = topic.accepted_post_id, topic.accepted_at
    carry(actor, posts, topic, target)
    _leave_nothing(topic, target)
    settle(target, topic)
    share_no_more(topic)
    tell(actor, "discussions.merged", target, target, people, was, {"from": topic.pk, "posts": len(posts)})
    publish(target.group, {"number": target.last_number})
    return target


def _leave_nothing(topic: Topic, target: Topic) -> None:
    """What is left of a topic without posts: its number, its addresses, and no way to write there."""
    Reading.objects.filter(topic=topic).delete()
    MailId.objects.filter(topic=topic).update(topic=target)
    begun = {draft.person_id: draft for draft in Draft.objects.filter(topic=target)}
    for draft in Draft.objects.filter(topic=topic):
        if other := begun.get(draft.person_id):
            both = f"{other.body}\n\n{draft.body}".strip()
            Draft.objects.filter(pk=other.pk).update(body=both, version=F("version") + 1)  # which no device knows
            draft.delete()
        else:
            Draft.objects.filter(pk=draft.pk).update(topic=target, community=target.community)
    topic.accepted_post_id = topic.accepted_at = topic.duplicate_of_id = None
    now = timezone.now()
    Topic.objects.filter(pk=topic.pk).update(hidden_at=now, closed_at=now, pinned_at=None, duplicate_of=None)


def _chosen(topic: Topic, numbers: Collection[int]) -> list[Post]:
    """The posts of these numbers, in their order; nobody else changes them until the end of the transaction."""
    if not numbers:
        raise NotPossible(_("Choose the posts that are to move first."))
    if len(numbers) > MOST_POSTS:
        raise NotPossible(_("Move at most %(most)s posts at once, and the rest afterwards.") % {"most": MOST_POSTS})
    if topic.posts.order_by("number").values_list("number", flat=True).first() in numbers:
        raise NotPossible(
            _("The first post carries the topic, so it cannot leave alone. Move or join the whole topic.")
        )
    chosen = topic.posts.filter(number__in=numbers, hidden_at=None)
    _lock(chosen)
    posts = list(chosen.select_related("author").order_by("number"))
    missing = sorted(set(numbers) - {post.number for post in posts})
    if missing:
        raise NotPossible(
            _("Post %(number)s is not here any more, or was taken down. Choose again.") % {"number": missing[0]}
        )
    return posts


def _lock(posts: QuerySet[Post]) -> None:
    """Posts come before topics, as where somebody reacts or edits, so that nobody waits for another in a ring."""
    list(posts.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk"))


def _still_there(topic: Topic) -> None:
    if topic.hidden_at:
        raise NotPossible(_("This topic was taken down or moved meanwhile. Nothing was changed."))
