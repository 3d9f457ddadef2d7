"""What followed from a poll, and whether it still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from ....lib.text import safe
from .poll import Poll

if TYPE_CHECKING:
    import datetime as dt


class ReviewState(models.TextChoices):
    """What a review found."""

    STANDS = "stands", _("It still stands")
    ADJUSTED = "adjusted", _("It was adjusted")
    ENDED = "ended", _("It no longer holds")


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    """Adjectives for outcomes."""

    def due(self, on: dt.date) -> OutcomeQuerySet:
        """Those to be looked at again by that day."""
        return self.filter(review_on__lte=on, asked_on=None, poll__withdrawn_at=None)


class Outcome(models.Model):
    """What was decided, in the words of whoever asked."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, primary_key=True, related_name="outcome")
    text = models.TextField()
    html = models.TextField(editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    review_on = models.DateField(null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)  # when somebody was reminded of that day

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["review_on"], condition=models.Q(review_on__isnull=False, asked_on=None), name="outcomes_due"
            )
        ]

    def __str__(self) -> str:
        return f"outcome of {self.poll_id}"

    @property
    def on_page(self) -> Markup:
        """The text as HTML that was made safe when it was written."""
        return safe(self.html)

    @property
    def is_due(self) -> bool:
        """Whether its day of review has come."""
        return self.review_on is not None and self.review_on <= timezone.localdate()


class Review(models.Model):
    """Somebody came back to an outcome."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=ReviewState.choices)
    words = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"review of {self.outcome_id}"
