"""Start a topic."""

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
from ....lib.database.inserts import insert
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_title
from .. import rules
from ..models import Draft, Follow, Kind, Post, Reading, Topic
from .asking import topic_waits
from .titles import note_titles
from .writing import attach_files, cooked, made_before, mentioned_in

if TYPE_CHECKING:
    from ....core.moderation.models import Item
    from ....core.people.models import User


def start(
    actor: User,
    community: Community,
    *,
    title: str,
    body: str,
    kind: str = Kind.DISCUSSION,
    key: uuid.UUID | None = None,
) -> Topic | Item:
    """Start a topic with its first post. The same `key` again gives the topic that it made before.
    What comes back may be an item that waits for a moderator instead.

    raises: NotAllowed for people who are no members; NotPossible for a text that cannot be posted.
    """
    require(rules.may_start(actor, community, kind))
    title = clean_title(title)
    if not title:
        raise NotPossible(_("Give it a title, so that others can find it."))
    text, key = cooked(body), key or uuid.uuid4()
    if waits := topic_waits(actor, community, title, body, text, key, kind):
        return waits
    with transaction.atomic():
        # The same form sent twice at once: the second waits here, and then finds what the first has made
        Community.objects.select_for_update().only("pk").get(pk=community.pk)
        if key and Post.objects.filter(key=key).exists():
            return made_before(actor, key).topic
        now = timezone.now()
        topic = Topic(
            community=community, author=actor, kind=kind, title=title, excerpt=text.excerpt, created_at=now,
            last_post_at=now, last_author=actor, last_number=1, post_count=1, people_count=1, follower_count=1,
        )  # fmt: skip
        insert(topic)
        note_titles([topic], are_new=True)
        post = Post(
            topic=topic, number=1, author=actor, body=body.strip(), html=text.html, cooked_with=text.version,
            key=key, created_at=now,
        )  # fmt: skip
        insert(post)
        insert(Reading(topic=topic, person=actor, upto=1, follow=Follow.WATCHING, has_written=True))
        attach_files(actor, post, text)
        Community.objects.filter(pk=community.pk).update(
            topic_count=F("topic_count") + 1,
            post_count=F("post_count") + 1,
            unanswered_count=F("unanswered_count") + int(kind == Kind.QUESTION),
            last_active_at=now,
        )
        Draft.objects.filter(person=actor, community=community, topic=None).delete()
        entry = record(
            actor, "discussions.asked" if topic.is_question else "discussions.started", topic, community=community
        )
        notify(entry, mentioned_in(text, community), reason="mentioned", group=topic.group)
    return topic
