"""What a topic comes to, in short."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .topic import Topic


class Summary(models.Model):
    """A topic in short, as a leader wrote it; earlier ones stay."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="summaries")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField()  # Markdown as written
    html = models.TextField()  # cooked when written
    cooked_with = models.PositiveSmallIntegerField(default=0)
    posts = models.JSONField(default=list)  # numbers of the posts that it rests on
    upto = models.PositiveIntegerField()  # the last post there was when it was written
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.topic_id} in short"
