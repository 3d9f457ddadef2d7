"""Accept an answer to a question, or take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Post, Topic
from .writing import hearer_in

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def accept(actor: User, post: Post) -> Topic:
    """Choose a post as the answer; it takes the place of one chosen before."""
    post = Post.objects.held(post.pk)
    topic = post.topic  # where it stands now: it may have been moved a moment ago
    require(rules.may_accept(actor, topic))
    if post.number == 1 or post.hidden_at:
        raise NotPossible(_("The answer has to be one of the replies."))
    topic.accepted_post, topic.accepted_at = post, timezone.now()
    _save(topic)
    entry = record(actor, "discussions.accepted", post, community=topic.community, facts={"topic": topic.pk})
    if post.author_id:
        notify(entry, hearer_in(topic, post.author_id), reason="accepted", group=topic.group)
    return topic


@transaction.atomic
def unaccept(actor: User, topic: Topic) -> Topic:
    """The question is open again."""
    require(rules.may_accept(actor, topic))
    topic.accepted_post = topic.accepted_at = None
    _save(topic)
    record(actor, "discussions.unaccepted", topic, community=topic.community)
    return topic


def _save(topic: Topic) -> None:
    Topic.objects.filter(pk=topic.pk).update(
        accepted_post=topic.accepted_post, accepted_at=topic.accepted_at, version=F("version") + 1
    )
