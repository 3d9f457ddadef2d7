"""Reach all members of a community: leaders alone, and a few times a month."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.ledger.actions import record
from ....core.moderation.actions import add_to
from ....core.moderation.models import Item
from ....core.notifications.actions import notify
from ....core.people.models import User
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.ui import dates
from .. import rules
from ..models import ANNOUNCEMENTS, Kind, Post, Topic
from .hands import add_hands, check_hands
from .topics import start
from .writing import made_before


@transaction.atomic
def begin(
    actor: User,
    community: Community,
    *,
    kind: str = Kind.DISCUSSION,
    hands: dict[str, Any] | None = None,
    without_replies: bool = False,
    key: uuid.UUID | None = None,
    **words: str,
) -> Topic | Item:
    """Begin a topic of any kind, with a show of hands in its first post when one is given; all of it, or nothing.
    What comes back may be an item that waits for a moderator instead, and the show of hands with it.
    """
    if key and Post.objects.filter(key=key).exists():
        return made_before(actor, key).topic
    topic: Topic | Item
    if kind == Kind.ANNOUNCEMENT:
        topic = announce(actor, community, without_replies=without_replies, key=key, **words)
    else:
        topic = start(actor, community, kind=kind, key=key, **words)
    if isinstance(topic, Item):
        if hands:
            least, most = hands.get("least", 1), hands.get("most", 1)
            check_hands(hands["question"], hands["options"], least, most, hands.get("closes_at"))
            add_to(topic, hands=hands)
        return topic
    first = Post.objects.select_related("topic__community").get(topic=topic, number=1)
    if hands and not hasattr(first, "hands"):
        add_hands(actor, first, **hands)
    return topic


@transaction.atomic
def announce(
    actor: User,
    community: Community,
    *,
    title: str,
    body: str,
    without_replies: bool = False,
    key: uuid.UUID | None = None,
) -> Topic:
    """Start a topic that every member is told of, however closely they follow anything.

    raises: NotAllowed for those who do not lead; NotPossible when there were enough this month.
    """
    require(rules.may_start(actor, community, Kind.ANNOUNCEMENT))
    Community.objects.select_for_update().only("pk").get(pk=community.pk)
    if key and Post.objects.filter(key=key).exists():
        return made_before(actor, key).topic
    if again := Topic.objects.next_announcement_at(community):
        raise NotPossible(enough(community, dates.datetime(again)))
    topic = start(actor, community, title=title, body=body, kind=Kind.ANNOUNCEMENT, key=key)
    assert isinstance(topic, Topic)  # whoever leads does not wait
    if without_replies:
        Topic.objects.filter(pk=topic.pk).update(closed_at=timezone.now())
    entry = record(actor, "discussions.announced", topic, community=community)
    notify(entry, User.objects.filter(memberships__community=community), reason="announced", group=topic.group)
    return topic


def enough(community: Community, again: str) -> str:
    """Why there cannot be another announcement now, and when there can."""
    return _(
        "%(community)s has made its %(most)s announcements of the last 30 days. The next is possible on %(again)s; "
        "a discussion reaches everybody who follows the community at any time."
    ) % {"community": community, "most": ANNOUNCEMENTS, "again": again}
