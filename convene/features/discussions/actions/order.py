"""Keep order: pin, close, retitle, take down and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_title
from .. import rules
from ..models import Post, Topic
from .guests import count_around, follow_topics, hold_places, recount_guests
from .titles import note_titles

if TYPE_CHECKING:
    from datetime import datetime

    from ....core.people.models import User


@transaction.atomic
def pin(actor: User, topic: Topic) -> None:
    """Keep a topic on top of its community's list."""
    require(rules.may_pin(actor, topic))
    set_topic(topic, pinned_at=timezone.now())
    record(actor, "discussions.pinned", topic, community=topic.community)


@transaction.atomic
def unpin(actor: User, topic: Topic) -> None:
    """Let a topic take its place in the list again."""
    require(rules.may_pin(actor, topic))
    set_topic(topic, pinned_at=None)
    record(actor, "discussions.unpinned", topic, community=topic.community)


@transaction.atomic
def close(actor: User, topic: Topic) -> None:
    """End a discussion; it stays readable."""
    require(rules.may_close(actor, topic))
    set_topic(topic, closed_at=timezone.now())
    count_around(topic, recount_unanswered)
    record(actor, "discussions.closed", topic, community=topic.community)


@transaction.atomic
def archive(actor: User, topic: Topic) -> None:
    """Put a discussion away: closed, out of lists of what is new, still found and read."""
    require(rules.may_close(actor, topic))
    now = timezone.now()
    set_topic(topic, archived_at=now, closed_at=topic.closed_at or now)
    count_around(topic, recount_unanswered)
    record(actor, "discussions.archived", topic, community=topic.community)


@transaction.atomic
def reopen(actor: User, topic: Topic) -> None:
    """Open a discussion again that was closed, archived or marked as a duplicate."""
    require(rules.may_close(actor, topic))
    set_topic(topic, closed_at=None, archived_at=None, duplicate_of=None)
    count_around(topic, recount_unanswered)
    record(actor, "discussions.reopened", topic, community=topic.community)


@transaction.atomic
def retitle(actor: User, topic: Topic, *, title: str) -> None:
    """Say better what a topic is about."""
    require(rules.may_retitle(actor, topic))
    title = clean_title(title)
    if not title:
        raise NotPossible(_("Give it a title, so that others can find it."))
    check_words(actor, topic.community, title)
    set_topic(topic, title=title)
    note_titles([topic])
    record(actor, "discussions.retitled", topic, community=topic.community)


@transaction.atomic
def hide_post(actor: User, post: Post) -> None:
    """Take a post down: its place stays, its words are gone for readers."""
    require(rules.may_hide(actor, post))
    if post.number == 1:
        raise NotPossible(_("The first post carries the topic. Take the whole topic down instead."))
    set_hidden(actor, post, timezone.now(), "discussions.post_hidden")


@transaction.atomic
def restore_post(actor: User, post: Post) -> None:
    """Bring a post back that was taken down."""
    require(rules.may_restore(actor, post))
    set_hidden(actor, post, None, "discussions.post_restored")


def set_hidden(actor: User | None, post: Post, at: datetime | None, verb: str) -> bool:
    """Hide or show a reply and keep what follows from it right; whether anything changed."""
    change = Post.objects.filter(pk=post.pk, hidden_at__isnull=at is not None).update(hidden_at=at)
    if not change:
        return False
    post.hidden_at = at
    topic = Topic.objects.select_related("community").get(posts=post)  # it may have been moved a moment ago
    step = -1 if at else 1
    if at and topic.accepted_post_id == post.pk:
        set_topic(topic, accepted_post=None, accepted_at=None)
    last = topic.posts.filter(hidden_at=None).order_by("-created_at", "-number").first()
    set_topic(topic, post_count=F("post_count") + step, last_post_at=last.created_at if last else topic.created_at,
         last_author=last.author if last else None)  # fmt: skip
    follow_topics(topic)
    others = hold_places(topic)
    if topic.hidden_at is None:  # else none of its posts is counted there
        Community.objects.filter(pk=topic.community_id).update(post_count=F("post_count") + step)
    recount_unanswered(topic.community)
    recount_guests(others)
    record(actor, verb, post, community=topic.community, facts={"topic": topic.pk})
    return True


@transaction.atomic
def hide_topic(actor: User, topic: Topic) -> None:
    """Take a whole topic down."""
    # As it is now: somebody may have replied a moment ago
    topic.refresh_from_db(from_queryset=Topic.objects.select_for_update(no_key=True))
    require(rules.may_hide_topic(actor, topic))
    if topic.hidden_at is None:
        set_topic(topic, hidden_at=timezone.now())
        count_around(topic, recount)
        record(actor, "discussions.topic_hidden", topic, community=topic.community)


@transaction.atomic
def restore_topic(actor: User, topic: Topic) -> None:
    """Bring a topic back that was taken down."""
    require(rules.may_restore_topic(actor, topic))
    if topic.hidden_at is not None:
        set_topic(topic, hidden_at=None)
        count_around(topic, recount)
        record(actor, "discussions.topic_restored", topic, community=topic.community)


def set_topic(topic: Topic, **values: object) -> None:
    """Change a topic in a way that its readers could see."""
    Topic.objects.filter(pk=topic.pk).update(version=F("version") + 1, **values)
    topic.refresh_from_db(fields=[*values, "version"])


def recount(community: Community) -> None:
    """Take the counts of a community from its topics."""
    shown = Topic.objects.filter(community=community, hidden_at=None)
    Community.objects.filter(pk=community.pk).update(
        topic_count=shown.count(),
        post_count=Post.objects.filter(topic__in=shown, hidden_at=None).count(),
        last_active_at=shown.aggregate(last=Max("last_post_at"))["last"],
    )
    recount_unanswered(community)


def recount_unanswered(community: Community) -> None:
    """Take the number of questions that wait from a community's topics."""
    waiting = Topic.objects.filter(Q(community=community, hidden_at=None)).unanswered().count()
    Community.objects.filter(pk=community.pk).update(unanswered_count=waiting)
