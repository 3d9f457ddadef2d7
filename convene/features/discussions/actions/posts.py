"""Reply to a topic, and edit a post."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.web.live import publish
from .. import rules
from ..models import Draft, Follow, Post, Reading, Revision, Topic
from .writing import attach_files, cooked, made_before, mentioned_in, watchers_of

if TYPE_CHECKING:
    from ....core.people.models import User


def reply(
    actor: User, topic: Topic, *, body: str, reply_to: int | None = None, key: uuid.UUID | None = None
) -> Post:
    """Add a post, and tell those who watch the topic. The same `key` again gives the post that it made before.

    `reply_to` is the number of the post that is answered.

    raises: NotAllowed for people who are no members or where it is closed; NotPossible for what cannot be posted.
    """
    require(rules.may_reply(actor, topic))
    text = cooked(body)
    with transaction.atomic():
        topic = Topic.objects.select_for_update(of=("self",)).select_related("community").get(pk=topic.pk)
        require(rules.may_reply(actor, topic))
        made = made_before(actor, key)
        if made:
            return made
        now = timezone.now()
        post = Post.objects.create(
            topic=topic, number=topic.last_number + 1, author=actor, body=body.strip(), html=text.html,
            cooked_with=text.version, key=key or uuid.uuid4(), created_at=now,
            reply_to=topic.posts.filter(number=reply_to, hidden_at=None).first() if reply_to else None,
        )  # fmt: skip
        attach_files(actor, post, text)
        _count(topic, post, _reads_and_follows(actor, topic, post.number))
        Draft.objects.filter(person=actor, topic=topic).delete()
        entry = record(actor, "discussions.replied", post, community=topic.community, facts={"topic": topic.pk})
        notify(entry, mentioned_in(text, topic.community), reason="mentioned", group=topic.group)
        if post.reply_to and post.reply_to.author_id:
            notify(entry, watchers_of(topic).filter(pk=post.reply_to.author_id), reason="answered", group=topic.group)
        notify(
            entry, watchers_of(topic), reason="watching", group=topic.group
        )  # whoever was told already is not told again
        publish(topic.group, {"number": post.number})
    return post


def _reads_and_follows(actor: User, topic: Topic, number: int) -> tuple[bool, bool]:
    """Whoever writes has read, and watches unless they chose otherwise. Whether they are new here, and follow now."""
    reading, is_new = Reading.objects.get_or_create(topic=topic, person=actor)
    is_first, follows_now = not reading.has_written, False
    if is_first and reading.follow in {Follow.NORMAL, Follow.TRACKING}:
        follows_now = reading.follow == Follow.NORMAL
        reading.follow = Follow.WATCHING
    if reading.upto >= topic.last_number or is_new:
        reading.upto = number
    reading.has_written = True
    reading.at = timezone.now()
    reading.save(update_fields=["upto", "follow", "has_written", "at"])
    return is_first, follows_now


def _count(topic: Topic, post: Post, changes: tuple[bool, bool]) -> None:
    is_new_here, follows_now = changes
    is_first_answer = topic.is_question and topic.post_count == 1
    Topic.objects.filter(pk=topic.pk).update(
        last_number=post.number,
        post_count=F("post_count") + 1,
        last_post_at=post.created_at,
        last_author=post.author,
        people_count=F("people_count") + int(is_new_here),
        follower_count=F("follower_count") + int(follows_now),
        version=F("version") + 1,
    )
    Community.objects.filter(pk=topic.community_id).update(
        post_count=F("post_count") + 1,
        unanswered_count=F("unanswered_count") - int(is_first_answer),
        last_active_at=post.created_at,
    )


def edit(actor: User, post: Post, *, body: str) -> Post:
    """Change a post's text; the wording it had is kept and can be seen."""
    require(rules.may_edit(actor, post))
    text = cooked(body)
    with transaction.atomic():
        post = Post.objects.select_for_update(of=("self",)).select_related("topic__community").get(pk=post.pk)
        if post.hidden_at:
            raise NotPossible(_("This post was taken down. Bring it back first."))
        attach_files(actor, post, text)
        if post.body == body.strip():
            return post
        now = timezone.now()
        Revision.objects.create(
            post=post,
            body=post.body,
            html=post.html,
            written_at=post.edited_at or post.created_at,
            replaced_by=actor,
            replaced_at=now,
        )
        post.body, post.html, post.cooked_with, post.edited_at = body.strip(), text.html, text.version, now
        post.save(update_fields=["body", "html", "cooked_with", "edited_at"])
        changed = {"excerpt": text.excerpt} if post.number == 1 else {}
        Topic.objects.filter(pk=post.topic_id).update(version=F("version") + 1, **changed)
        entry = record(
            actor, "discussions.edited", post, community=post.topic.community, facts={"topic": post.topic_id}
        )
        notify(entry, mentioned_in(text, post.topic.community), reason="mentioned", group=post.topic.group)
    return post
