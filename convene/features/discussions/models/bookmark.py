"""What a person wants to find again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from .post import Post

if TYPE_CHECKING:
    from ....core.people.models import Actor


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    """Adjectives for bookmarks."""

    def visible_to(self, actor: Actor) -> BookmarkQuerySet:
        """One's own, while one may read what they mark."""
        return self.filter(person_id=actor.pk or 0, post__in=Post.objects.visible_to(actor))

    def due(self) -> BookmarkQuerySet:
        """Those of which to remind now."""
        return self.filter(reminded_at=None, remind_at__lte=timezone.now()).order_by("remind_at")


class Bookmark(models.Model):
    """A post that a person wants to find again, with a note; a topic is kept by its first post."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks", db_index=False
    )
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="bookmarks")
    note = models.CharField(max_length=400, blank=True)
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "post"], name="one_bookmark_a_post")]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="bookmarks_of_person"),
            models.Index(
                fields=["remind_at"],
                condition=models.Q(reminded_at=None, remind_at__isnull=False),
                name="bookmarks_to_remind_of",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.post_id}"
