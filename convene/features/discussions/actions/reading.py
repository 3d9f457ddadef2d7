"""Where a reader stopped, and how closely they follow."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import read_all, read_group
from ....core.people.models import User
from ....lib.database.prepared import Change
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Follow, Reading, Topic
from .gaps import count_gaps_of, place_of


@transaction.atomic
def mark_read(actor: User, topic: Topic, *, upto: int) -> None:
    """Note that posts up to a number were read: forward, never beyond the last. It leaves no line in the ledger."""
    require(rules.may_follow(actor, topic))
    upto = min(upto, topic.last_number)
    if topic.moved_count and upto < topic.last_number and not topic.posts.filter(number__gt=upto).exists():
        upto = topic.last_number  # what came after was moved away
    moved: object = _READ_ON(topic=topic.pk, person=actor.pk, upto=upto, now=timezone.now())
    if moved:
        count_gaps_of(topic.pk, actor.pk)
    else:
        _reading, moved = place_of(topic.pk, actor.pk, upto=upto)
    if moved:
        _READINGS_CHANGED(person=actor.pk)
    if upto >= topic.last_number:
        read_group(actor, topic.group)


_READ_ON = Change(
    lambda topic, person, upto, now: (
        Reading.objects.filter(topic=topic, person=person, upto__lt=upto),
        {"upto": upto, "at": now},
    ),
    "id", topic=int, person=int, upto=int, now=dt.datetime,
)  # fmt: skip
_READINGS_CHANGED = Change(
    lambda person: (User.objects.filter(pk=person), {"readings_version": F("readings_version") + 1}), person=int
)


@transaction.atomic
def follow(actor: User, topic: Topic, *, level: str) -> Reading:
    """Follow a topic more or less closely."""
    require(rules.may_follow(actor, topic))
    if level not in Follow.values:
        raise NotPossible(_("Choose how closely you want to follow: watching, tracking, normal or muted."))
    Topic.objects.select_for_update(no_key=True).only("pk").get(pk=topic.pk)  # who replies follows too, and is counted
    reading, is_new = Reading.objects.select_for_update().get_or_create(topic=topic, person=actor)
    if is_new:
        count_gaps_of(topic.pk, actor.pk)
    change = _follows(level) - _follows(reading.follow)
    if level != reading.follow:
        reading.follow = Follow(level)
        reading.save(update_fields=["follow"])
        Topic.objects.filter(pk=topic.pk).update(follower_count=F("follower_count") + change)
        record(actor, "discussions.followed", topic, community=topic.community, facts={"level": level})
    return reading


def _follows(level: str) -> int:
    return int(level in {Follow.WATCHING, Follow.TRACKING})


@transaction.atomic
def catch_up(actor: User) -> None:
    """Mark everything read: nothing from before this moment is new to the person.

    Readings come before people, and in the order of their keys, as where a topic is tidied.
    """
    now = timezone.now()
    unread = Reading.objects.filter(person=actor, upto__lt=F("topic__last_number"))
    list(unread.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    behind = list(unread.select_related("topic").only("upto", "topic__last_number"))  # as they are behind the locks
    for reading in behind:
        reading.upto, reading.gaps = reading.topic.last_number, 0
    Reading.objects.bulk_update(behind, ["upto", "gaps"], batch_size=500)
    type(actor).objects.filter(pk=actor.pk).update(caught_up_at=now)
    actor.caught_up_at = now
    read_all(actor)
    record(actor, "discussions.caught_up", actor)
