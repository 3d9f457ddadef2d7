"""Slow mode: a discussion in which each person waits between two posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.moderation.models import Item
from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from .. import rules
from ..models import SLOW
from .order import set_topic

if TYPE_CHECKING:
    import uuid

    from ....core.people.models import User
    from ..models import Topic


@transaction.atomic
def slow_down(actor: User, topic: Topic, *, minutes: int) -> None:
    """Say how many minutes lie between two posts of one person; 0 is as often as they like."""
    require(rules.may_slow(actor, topic))
    if minutes not in SLOW:
        raise NotPossible(_("Choose one of the times that are offered."))
    set_topic(topic, slow_minutes=minutes)
    record(actor, "discussions.slowed", topic, community=topic.community, facts={"minutes": minutes})


def keep_pace(actor: User, topic: Topic, key: uuid.UUID) -> None:
    """Go on, unless the person has to wait; what a moderator approved appears at once. raises: TooMuch."""
    again = topic.may_post_again_at(actor)
    ruling = rules.may_post_again(actor, topic, again)
    if again and not ruling and not Item.objects.approved().filter(key=key).exists():
        raise TooMuch(ruling.reason, retry_after=int((again - timezone.now()).total_seconds()) + 1)
