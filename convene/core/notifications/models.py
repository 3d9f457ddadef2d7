"""What a person was told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..ledger.models import Entry


class Notification(models.Model):
    """A ledger line brought to somebody's attention; lines about the same thing are grouped by `subject`."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)  # mentioned, answered, accepted, watching, joined, invited …
    group = models.CharField(max_length=80)  # what the lines are about: "discussions.topic:12"
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "entry"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "-created_at"]),
            models.Index(fields=["person", "group"], condition=models.Q(read_at=None), name="unread_by_group"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} for {self.person_id}"
