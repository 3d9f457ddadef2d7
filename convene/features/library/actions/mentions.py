"""Find the discussions that link to resources, by reading what the ledger says was written."""

from __future__ import annotations

import re

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from ....core.ledger.models import Entry
from ...discussions.models import Post
from ..models import Mention, Reached, Resource

AT_ONCE, AGAIN = 2000, 200  # lines; a line may appear below one that was there already
WRITTEN = frozenset(f"discussions.{verb}" for verb in ("started", "asked", "announced", "replied", "edited"))


@transaction.atomic
def note_mentions() -> int:
    """Note each discussion in which a resource is linked to; safe to run twice. Returns how many lines were read."""
    reached, _is_new = Reached.objects.select_for_update().get_or_create(pk=1)
    lines = Entry.objects.filter(pk__gt=max(reached.entry - AGAIN, 0)).order_by("pk")[:AT_ONCE]
    read = list(lines.values_list("pk", "verb", "subject_kind", "subject_id"))
    if not read:
        return 0
    written = [row for row in read if row[1] in WRITTEN]
    posts = [pk for _line, _verb, kind, pk in written if kind == "discussions.post"]
    topics = [pk for _line, _verb, kind, pk in written if kind == "discussions.topic"]
    place = re.compile(rf'href="(?:{re.escape(settings.SITE_URL)})?/library/(\d{{1,9}})/')
    found = {
        (int(number), topic)
        for topic, html in Post.objects.filter(
            Q(pk__in=posts) | Q(topic__in=topics, number=1), html__contains="/library/", hidden_at=None
        ).values_list("topic_id", "html")
        for number in place.findall(html)
    }
    there = set(Resource.objects.filter(pk__in={pk for pk, _topic in found}).values_list("pk", flat=True))
    Mention.objects.bulk_create(
        [Mention(resource_id=pk, topic_id=topic) for pk, topic in sorted(found) if pk in there], ignore_conflicts=True
    )
    Reached.objects.filter(pk=1).update(entry=read[-1][0])
    return len(read)
