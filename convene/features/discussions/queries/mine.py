"""What concerns one person across communities: posts that mention them, posts that they keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from ....core.notifications.models import Notification
from ..models import Bookmark, Post

if TYPE_CHECKING:
    from ....core.people.models import User

WHERE = ("topic__community", "author")


def mentions(person: User, start: int, most: int) -> list[Post]:
    """The posts in which a person was mentioned and that they may read, the latest first. One query."""
    told = Notification.objects.filter(person=person, reason="mentioned", entry__subject_id__isnull=False)
    of = told.order_by().values("entry__subject_id")
    posts = Q(pk__in=of.filter(entry__subject_kind="discussions.post"))
    starts = Q(number=1, topic__in=of.filter(entry__subject_kind="discussions.topic"))
    seen = Post.objects.visible_to(person).filter(posts | starts)
    return list(seen.select_related(*WHERE).order_by("-created_at", "-pk")[start : start + most])


def bookmarks(person: User) -> QuerySet[Bookmark]:
    """What a person keeps and may read, the latest first."""
    kept = Bookmark.objects.visible_to(person).select_related(*(f"post__{name}" for name in WHERE))
    return kept.order_by("-created_at", "-pk")
