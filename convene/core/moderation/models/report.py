"""Reports that members make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from .item import Item

if TYPE_CHECKING:
    from ...people.models import Actor


class Reason(models.TextChoices):
    """What may be wrong."""

    HURTFUL = "hurtful", _("It attacks or hurts somebody")
    PRIVATE = "private", _("It tells something private")
    SPAM = "spam", _("It is advertising or spam")
    WRONG = "wrong", _("It is false, and could do harm")
    ELSEWHERE = "elsewhere", _("It does not belong here")
    OTHER = "other", _("Something else")


class ReportQuerySet(models.QuerySet["Report"]):
    """Adjectives for reports."""

    def visible_to(self, actor: Actor) -> ReportQuerySet:
        """One's own reports, and for moderators those in their queue; never for the author of what was reported."""
        return self.filter(rules.visible_reports(actor))

    def open(self) -> ReportQuerySet:
        """Nobody has answered yet."""
        return self.filter(answered_at=None)


class Report(models.Model):
    """One person's word that something is not right with an item."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    was_taken_down = models.BooleanField(default=False)  # the answer

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_report_each")]
        indexes = [models.Index(fields=["person", "-at"], name="reports_of_person")]

    def __str__(self) -> str:
        return f"{self.reason} on {self.item_id}"

    def get_absolute_url(self) -> str:
        return f"{reverse('moderation:mine')}#report-{self.pk}"

    @property
    def group(self) -> str:
        """What notifications about it are grouped under, for whoever made it."""
        return f"moderation.report:{self.pk}"
