"""What a person has begun to write to somebody new."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Draft(models.Model):
    """A message that somebody has begun and not sent; what is begun in a conversation stays with its participation."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    to = models.CharField(max_length=40, blank=True)  # handle of whom the page was opened for
    body = models.TextField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "to"], name="one_draft_to_somebody")]

    def __str__(self) -> str:
        return f"draft of {self.person_id}"
