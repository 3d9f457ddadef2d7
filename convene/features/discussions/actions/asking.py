"""Before something appears: moderation is asked whether it waits."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from ....core.moderation.actions import look
from ....core.moderation.kinds import Submission
from .drafts import discard_draft

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.moderation.models import Item
    from ....core.people.models import User
    from ....lib.text import Cooked
    from ..models import Post, Topic

KIND = "discussions.post"


def reply_waits(
    actor: User, topic: Topic, body: str, text: Cooked, key: uuid.UUID, reply_to: int | None
) -> Item | None:
    """What a reply becomes that waits for a moderator; None when it may appear."""
    wish = _in_topic(topic, body, text, key, {"do": "reply", "topic": topic.pk, "reply_to": reply_to})
    return _waits(actor, wish, topic)


def topic_waits(
    actor: User, community: Community, title: str, body: str, text: Cooked, key: uuid.UUID, kind: str
) -> Item | None:
    """What a new topic becomes that waits for a moderator; None when it may appear."""
    wish = Submission(
        KIND, key, community, title, body, text, community.group, community.get_absolute_url(),
        {"do": "start", "title": title, "kind": kind},
    )  # fmt: skip
    return _waits(actor, wish, None)


def edit_waits(actor: User, post: Post, body: str, text: Cooked, key: uuid.UUID, upon: str) -> Item | None:
    """What a new wording becomes that waits for a moderator; None when it may appear."""
    values = {"do": "edit", "post": post.pk, "number": post.number, "upon": upon}
    return look(actor, _in_topic(post.topic, body, text, key, values, post.key))


def _in_topic(
    topic: Topic, body: str, text: Cooked, key: uuid.UUID, values: dict[str, Any], changes: uuid.UUID | None = None
) -> Submission:
    address = topic.get_absolute_url()
    return Submission(KIND, key, topic.community, topic.title, body, text, topic.group, address, values, changes)


def _waits(actor: User, wish: Submission, topic: Topic | None) -> Item | None:
    item = look(actor, wish)
    if item:
        discard_draft(actor, wish.community, topic)
    return item
