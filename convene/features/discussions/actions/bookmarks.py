"""Mark what one wants to find again, and be reminded of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Bookmark, Post, Reading, Topic
from .gaps import place_of

if TYPE_CHECKING:
    from ....core.people.models import User

MORNING = dt.time(8)
FARTHEST = dt.timedelta(days=5 * 366)


@transaction.atomic
def bookmark(actor: User, post: Post, *, note: str = "", remind_on: dt.date | None = None) -> Bookmark:
    """Keep a post at hand, or change the note; on the morning of `remind_on` the person is told of it, once.

    Bookmarks are nobody else's business and leave no line in the ledger.
    """
    require(rules.may_bookmark(actor, post))
    today = timezone.localdate()
    if remind_on and not today < remind_on <= today + FARTHEST:
        raise NotPossible(_("Choose a day from tomorrow on, within five years."))
    remind_at = timezone.make_aware(dt.datetime.combine(remind_on, MORNING)) if remind_on else None
    kept, _new = Bookmark.objects.update_or_create(
        person=actor, post=post, defaults={"note": note.strip(), "remind_at": remind_at, "reminded_at": None}
    )
    place_of(post.topic_id, actor.pk)
    mark_bookmarks(post.topic, person=actor)
    return kept


@transaction.atomic
def remove_bookmark(actor: User, post: Post) -> None:
    """Let a bookmark go."""
    require(rules.may_bookmark(actor, post))
    Bookmark.objects.filter(person=actor, post=post).delete()
    mark_bookmarks(post.topic, person=actor)


def mark_bookmarks(*topics: Topic, person: User | None = None) -> None:
    """Note in the readings of these topics, of one person or of all, which posts they keep: pages need not ask."""
    places = {topic.pk for topic in topics}
    readings = Reading.objects.filter(topic__in=places)
    kept = Bookmark.objects.filter(post__topic__in=places).order_by("pk")
    if person:
        readings, kept = readings.filter(person=person), kept.filter(person=person)
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for who, topic, post in kept.values_list("person", "post__topic", "post"):
        found[who, topic].append(str(post))
    changed = {(one.person_id, one.topic_id): one for one in readings.exclude(bookmarked="")}
    for who, topic in found.keys() - changed.keys():
        changed[who, topic], _new = Reading.objects.get_or_create(person_id=who, topic_id=topic)
    for key, reading in changed.items():
        reading.bookmarked = ",".join(found.get(key, ()))
    Reading.objects.bulk_update(changed.values(), ["bookmarked"], batch_size=200)


@transaction.atomic
def remind(actor: User | None, kept: Bookmark) -> bool:
    """Tell a person of what they wanted to be reminded of, if they may still read it; time alone does this, once."""
    rows = Bookmark.objects.select_for_update(of=("self",)).select_related("person", "post__topic__community")
    now = rows.filter(pk=kept.pk).first()
    if now is None or now.reminded_at:
        return False
    require(rules.may_remind(actor, now))
    now.reminded_at = timezone.now()
    now.save(update_fields=["reminded_at"])
    if not Post.objects.visible_to(now.person).filter(pk=now.post_id).exists():
        return False
    topic = now.post.topic
    entry = record(None, "discussions.reminded", now.post, community=topic.community, facts={"topic": topic.pk})
    notify(entry, [now.person], reason="reminded", group=topic.group)
    return True
