"""Reply to a topic, and edit a post."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.database.inserts import insert
from ....lib.database.prepared import Change
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.web.live import publish
from .. import rules
from ..models import Draft, Follow, Post, Reading, Revision, Topic
from .asking import edit_waits, reply_waits
from .guests import follow_topics, hold_places, recount_guests
from .held import Held, hold
from .pace import keep_pace
from .wikis import author_told, same_as
from .writing import attach_files, cooked, hearer_in, made_before, mentioned_in, newly_mentioned_in, watchers_of

if TYPE_CHECKING:
    from ....core.moderation.models import Item
    from ....core.people.models import User


def reply(
    actor: User, topic: Topic, *, body: str, reply_to: int | None = None, key: uuid.UUID | None = None
) -> Post | Item:
    """Add a post, and tell those who watch the topic. The same `key` again gives the post that it made before.
    What comes back may be an item that waits for a moderator instead.

    `reply_to` is the number of the post that is answered.

    raises: NotAllowed for people who are no members or where it is closed; NotPossible for what cannot be posted.
    """
    require(rules.may_reply(actor, topic))
    text, key = cooked(body), key or uuid.uuid4()
    if waits := reply_waits(actor, topic, body, text, key, reply_to):
        return waits
    with transaction.atomic():
        here = hold(actor, topic, key=key, reply_to=reply_to)
        topic = here.topic
        require(rules.may_reply(actor, topic))
        if here.is_used:
            return made_before(actor, key)
        keep_pace(actor, topic, key)
        post = Post(
            topic=topic, number=topic.last_number + 1, author=actor, body=body.strip(), html=text.html,
            cooked_with=text.version, key=key, reply_to_id=here.answered,
        )  # fmt: skip
        insert(post)
        attach_files(actor, post, text)
        _count(actor, post, is_new_here=not here.has_written, follows_now=_reads_and_follows(actor, here, post))
        if here.has_draft:
            Draft.objects.filter(person=actor, topic=topic).delete()
        entry = record(actor, "discussions.replied", post, community=topic.community, facts={"topic": topic.pk})
        if text.mentions:  # whoever was told already is not told again
            notify(entry, mentioned_in(text, topic.community, topic), reason="mentioned", group=topic.group)
        if here.answered_author:
            notify(entry, hearer_in(topic, here.answered_author), reason="answered", group=topic.group)
        notify(entry, watchers_of(topic), reason="watching", group=topic.group)
        publish(topic.group, {"number": post.number})
    return post


def _reads_and_follows(actor: User, here: Held, post: Post) -> bool:
    """Whoever writes has read, and watches unless they chose otherwise. Whether they follow from now on."""
    watches_now = not here.has_written and here.follow in {Follow.NORMAL, Follow.TRACKING}
    has_read_all = here.upto is None or here.upto >= here.topic.last_number
    reading = Reading(
        topic=here.topic, person=actor, upto=post.number, has_written=True,
        follow=Follow.WATCHING if watches_now else here.follow, at=post.created_at,
    )  # fmt: skip
    change = ["has_written", "at"]
    change += ["upto"] if has_read_all else []  # or it stays where it is: the writer may read on this very moment
    change += ["follow"] if watches_now else []
    insert(reading, unique=("person_id", "topic_id"), change=tuple(change))
    return watches_now and here.follow == Follow.NORMAL


def _count(actor: User, post: Post, *, is_new_here: bool, follows_now: bool) -> None:
    topic = post.topic
    _COUNT_IN_TOPIC(
        topic=topic.pk, number=post.number, at=post.created_at, author=actor.pk, people=int(is_new_here),
        followers=int(follows_now),
    )  # fmt: skip
    follow_topics(topic)
    is_first_answer = topic.is_question and topic.post_count == 1
    others = hold_places(topic) if is_first_answer else []
    _COUNT_IN_COMMUNITY(community=topic.community_id, at=post.created_at, answers=int(is_first_answer))
    recount_guests(others)


_COUNT_IN_TOPIC = Change(
    lambda topic, number, at, author, people, followers: (
        Topic.objects.filter(pk=topic),
        {
            "last_number": number,
            "post_count": F("post_count") + 1,
            "last_post_at": at,
            "last_author": author,
            "people_count": F("people_count") + people,
            "follower_count": F("follower_count") + followers,
            "version": F("version") + 1,
        },
    ),
    topic=int, number=int, at=dt.datetime, author=int, people=int, followers=int,
)  # fmt: skip
_COUNT_IN_COMMUNITY = Change(
    lambda community, at, answers: (
        Community.objects.filter(pk=community),
        {
            "post_count": F("post_count") + 1,
            "unanswered_count": F("unanswered_count") - answers,
            "last_active_at": at,
        },
    ),
    community=int, at=dt.datetime, answers=int,
)  # fmt: skip


def edit(actor: User, post: Post, *, body: str, upon: str = "", key: uuid.UUID | None = None) -> Post | Item:
    """Change a post's text; the wording it had is kept and can be seen. `key` names one change, which may wait.

    `upon` is the wording that the editor began with: where another has come meanwhile, nothing is changed.
    """
    require(rules.may_edit(actor, post))
    text = cooked(body)
    if waits := edit_waits(actor, post, body, text, key or uuid.uuid4(), upon):
        let_go(actor, place_of(post))
        return waits
    with transaction.atomic():
        post = Post.objects.held(post.pk)
        require(rules.may_edit(actor, post))
        if post.hidden_at:
            raise NotPossible(_("This post was taken down. Bring it back first."))
        attach_files(actor, post, text)
        let_go(actor, place_of(post))
        if post.body == body.strip():
            return post
        same_as(post, upon)
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
        topic = post.topic
        notify(entry, newly_mentioned_in(text, post), reason="mentioned", group=topic.group)
        notify(entry, author_told(actor, post), reason="edited", group=topic.group)
    return post
