"""What was taken down, for those who keep order."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from ....core.communities.models import Community
from ....core.ledger.models import Entry
from ..models import Topic

MOST = 100


class TakenDown(NamedTuple):
    """A topic that was taken down, and by whom."""

    pk: int
    title: str
    excerpt: str
    author: str | None
    post_count: int
    hidden_at: datetime
    by: str | None


def taken_down(community: Community) -> list[TakenDown]:
    """The topics of a community that were taken down, the last first; the caller has asked who may know. One query."""
    lines = Entry.objects.filter(
        subject_kind="discussions.topic", subject_id=OuterRef("pk"), verb="discussions.topic_hidden"
    ).order_by("-pk")
    rows = Topic.objects.filter(community=community).taken_down()
    columns = ("pk", "title", "excerpt", "author__name", "post_count", "hidden_at")
    return [TakenDown(*row) for row in rows.values_list(*columns, Subquery(lines.values("actor__name")[:1]))[:MOST]]
