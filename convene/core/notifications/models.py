"""What a person was told, and what they want no mails about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..ledger.models import Entry


class Notification(models.Model):
    """A ledger line brought to somebody's attention; lines about the same thing are grouped by `subject`."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications", db_index=False
    )
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+", db_index=False)
    reason = models.CharField(max_length=20)  # mentioned, answered, accepted, watching, joined, invited …
    group = models.CharField(max_length=80)  # what the lines are about: "discussions.topic:12"
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # Telling fifty people writes to fifty places of an index that begins with the person, so there is one alone
        constraints = [models.UniqueConstraint(fields=["entry", "person"], name="told_once")]
        indexes = [
            models.Index(fields=["person", "read_at", "group"], name="unread_by_group"),
            models.Index(fields=["person"], condition=models.Q(reason="mentioned"), name="mentions_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} for {self.person_id}"


class Unmailed(models.Model):
    """Somebody who wants no mails about one kind of thing; what they would have said stands at the bell."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    about = models.CharField(max_length=20)  # what the mails are about: "steps", "polls"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "about"], name="unmailed_once")]

    def __str__(self) -> str:
        return f"{self.about} to {self.person_id}"
