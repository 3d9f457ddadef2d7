"""Questions stay questions, and the answer that helped stays the accepted one."""

from __future__ import annotations

from collections.abc import Iterable

from ....lib.mail.message import Message
from ..models import Post, Topic


def keep_answers(arrivals: Iterable[tuple[Topic, Post, Message]]) -> None:
    """Take over what a forum knew of each new post; an answer that somebody has accepted here stays so."""
    changed: dict[int, Topic] = {}
    for topic, post, message in arrivals:
        if message.is_question or message.is_accepted:
            topic.kind = "question"
            changed[topic.pk] = topic
        if message.is_accepted and topic.accepted_post_id is None:
            topic.accepted_post, topic.accepted_at = post, post.created_at
    Topic.objects.bulk_update(changed.values(), ["kind", "accepted_post", "accepted_at"], batch_size=200)
