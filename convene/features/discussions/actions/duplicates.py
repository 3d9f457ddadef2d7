"""Say that a question is answered elsewhere, and take that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import only_if, require
from .. import rules
from ..models import Follow, Reading, Topic
from .carrying import locked
from .gaps import count_gaps_of
from .guests import count_around
from .order import recount_unanswered, set_topic
from .writing import readers_of

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def mark_duplicate(actor: User, topic: Topic, target: Topic) -> Topic:
    """Close a question and lead its readers to another topic, which its asker then follows.

    raises: NotAllowed for those who neither asked nor keep order; NotPossible for itself and for chains.
    """
    topic, target = locked(topic, target)
    require(rules.may_mark_duplicate(actor, topic))
    seen = only_if(
        Topic.objects.visible_to(actor).filter(pk=target.pk).exists(),
        _("There is no such topic, or you cannot see it."),
    )
    if no := (seen and rules.may_lead_to(topic, target)).reason:
        raise NotPossible(no)
    at = topic.marked_at if topic.closed_by_mark else timezone.now()
    set_topic(topic, duplicate_of=target, marked_at=at, closed_at=topic.closed_at or at)
    count_around(topic, recount_unanswered)
    entry = record(actor, "discussions.marked_duplicate", topic, community=topic.community, facts={"of": target.pk})
    asker = readers_of(*target.places).filter(pk=topic.author_id or 0)
    for person in asker:
        _watches(person, target)
    notify(entry, asker, reason="duplicate", group=topic.group)
    return topic


@transaction.atomic
def unmark_duplicate(actor: User, topic: Topic) -> Topic:
    """Take a mark back: what the mark closed opens again, what was closed besides stays so."""
    (topic,) = locked(topic)
    require(rules.may_mark_duplicate(actor, topic))
    if topic.duplicate_of_id:
        set_topic(topic, duplicate_of=None, closed_at=None if topic.closed_by_mark else topic.closed_at)
        count_around(topic, recount_unanswered)
        entry = record(actor, "discussions.unmarked_duplicate", topic, community=topic.community)
        asker = readers_of(*topic.places).filter(pk=topic.author_id or 0)
        notify(entry, asker, reason="duplicate", group=topic.group)
    return topic


def _watches(person: User, target: Topic) -> None:
    """The person follows from now on, unless they muted it."""
    reading, is_new = Reading.objects.select_for_update().get_or_create(topic=target, person=person)
    if is_new:
        count_gaps_of(target.pk, reading.person_id)
    if reading.follow in {Follow.NORMAL, Follow.TRACKING}:
        follows_now = int(reading.follow == Follow.NORMAL)
        Reading.objects.filter(pk=reading.pk).update(follow=Follow.WATCHING)
        set_topic(target, follower_count=F("follower_count") + follows_now)
