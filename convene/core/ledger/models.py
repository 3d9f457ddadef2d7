"""The ledger's one table."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """Who did what to which thing, when and where. Facts are ids and short codes, never prose."""

    # Each index that begins with an actor or a community serves its foreign key too
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    verb = models.CharField(max_length=60)  # "discussions.replied"
    subject_kind = models.CharField(max_length=40)  # "discussions.post"
    subject_id = models.BigIntegerField(null=True)
    community = models.ForeignKey(
        "communities.Community", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False
    )
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["community", "-at"]),
            models.Index(fields=["actor", "-at"]),
            models.Index(fields=["subject_kind", "subject_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind}:{self.subject_id}"
