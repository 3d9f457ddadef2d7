"""What somebody handed to the staff. Staff see these copies, and never a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .. import rules
from .group import GroupMessage
from .message import Message

if TYPE_CHECKING:
    from ....core.people.models import Actor


class ReportQuerySet(models.QuerySet["Report"]):
    """Adjectives for reports."""

    def visible_to(self, actor: Actor) -> ReportQuerySet:
        """Reports that `actor` may read."""
        return self.filter(rules.visible_reports(actor))

    def waiting(self) -> ReportQuerySet:
        """Nobody has answered yet."""
        return self.filter(answered_at=None)


class Report(models.Model):
    """Somebody asks the staff for help with a message."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="+")
    to_members = models.ForeignKey(GroupMessage, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)  # told to who reported
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "message"], name="one_report_a_message")]
        indexes = [
            models.Index(fields=["-created_at"]),
            models.Index(fields=["created_at"], condition=models.Q(answered_at=None), name="reports_waiting"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("messages:report", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about this report are grouped under."""
        return f"private_messages.report:{self.pk}"


class HandedOver(models.Model):
    """A message as it stood when it was handed over; it stays when the message is edited or taken back."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="handed_over")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    html = models.TextField()
    written_at = models.DateTimeField()
    is_reported = models.BooleanField(default=False)  # the one that it is about
    files = models.ManyToManyField("files.File", related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="handed_over_once")]

    def __str__(self) -> str:
        return f"{self.report_id}#{self.number}"
