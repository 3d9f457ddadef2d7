"""Communities that members would like to have."""

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


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Adjectives for proposals."""

    def visible_to(self, actor: Actor) -> ProposalQuerySet:
        """One's own; for staff, all."""
        return self.filter(rules.proposed_or_staff(actor))

    def waiting(self) -> ProposalQuerySet:
        """Those that nobody has decided."""
        return self.filter(decided_at=None)

    def for_cards(self) -> ProposalQuerySet:
        """With what a line about a proposal says."""
        return self.select_related("proposer", "decided_by", "community")


class Proposal(models.Model):
    """What a new community would be for, who would come, who would lead it, and what they would talk about first."""

    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposals")
    name = models.CharField(max_length=120)
    purpose = models.TextField(max_length=4000)
    audience = models.CharField(max_length=200)
    lead = models.CharField(max_length=200)
    topics = models.JSONField(default=list)  # the first three, a sentence each
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)  # told to the proposer
    community = models.OneToOneField(Community, on_delete=models.SET_NULL, null=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["decided_at", "proposed_at"], name="proposals_by_date")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("communities:proposal", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about this proposal are grouped under."""
        return f"communities.proposal:{self.pk}"
