"""Take down what was reported, and bring it back: a post, or the whole topic with its first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ....core.ledger.actions import record
from ....lib.ruling import require
from .. import rules
from ..models import Post, Topic
from .guests import count_around
from .order import recount, set_hidden

if TYPE_CHECKING:
    from datetime import datetime

    from ....core.people.models import User


@transaction.atomic
def take_down(actor: User | None, post: Post) -> bool:
    """Hide it from readers; nobody acts when enough reports do it. Whether it stood until now."""
    require(rules.may_take_down(actor, post.topic.community))
    return _set(actor, post, timezone.now())


@transaction.atomic
def bring_back(actor: User, post: Post) -> bool:
    """Show it again; whether it was down until now."""
    require(rules.may_take_down(actor, post.topic.community))
    return _set(actor, post, None)


def _set(actor: User | None, post: Post, at: datetime | None) -> bool:
    if post.number > 1:
        return set_hidden(actor, post, at, f"discussions.post_{'hidden' if at else 'restored'}")
    topic = post.topic
    changed = Topic.objects.filter(pk=topic.pk, hidden_at__isnull=at is not None).update(
        hidden_at=at, version=F("version") + 1
    )
    if changed:
        count_around(topic, recount)
        record(actor, f"discussions.topic_{'hidden' if at else 'restored'}", topic, community=topic.community)
    return bool(changed)
