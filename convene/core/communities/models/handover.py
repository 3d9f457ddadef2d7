"""Leadership that is offered to somebody, until they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .. import rules
from .community import Community

if TYPE_CHECKING:
    from ...people.models import Actor


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Adjectives for handovers."""

    def visible_to(self, actor: Actor) -> HandoverQuerySet:
        """Handovers that `actor` has to answer, or that are made in communities they lead."""
        return self.filter(rules.offered_or_led(actor))

    def waiting(self) -> HandoverQuerySet:
        """Those that nobody has answered."""
        return self.filter(answered_at=None)

    def for_cards(self) -> HandoverQuerySet:
        """With what a line about a handover says."""
        return self.select_related("community", "offered_by", "successor")


class Handover(models.Model):
    """A leader would like somebody to lead in their place."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="handovers")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    successor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    offered_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)  # None when it was taken back

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community"], condition=models.Q(answered_at=None), name="one_open_handover_each"
            )
        ]

    def __str__(self) -> str:
        return f"handover of {self.community_id} to {self.successor_id}"

    def get_absolute_url(self) -> str:
        """Where it is answered; afterwards, what it was about."""
        page = "about" if self.answered_at else "handover"
        return reverse(f"communities:{page}", args=[self.community.slug])
