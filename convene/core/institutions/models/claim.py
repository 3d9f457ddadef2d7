"""Who keeps the page of an institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .. import rules
from .institution import Institution

if TYPE_CHECKING:
    from ...people.models import Actor


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Adjectives for claims."""

    def visible_to(self, actor: Actor) -> ClaimQuerySet:
        """One's own; for staff, all."""
        return self.filter(rules.claims_visible(actor))

    def waiting(self) -> ClaimQuerySet:
        """Those that nobody has answered."""
        return self.filter(decided_at=None)

    def accepted(self) -> ClaimQuerySet:
        """Those of people who keep a page."""
        return self.filter(accepted=True)

    def for_cards(self) -> ClaimQuerySet:
        """With what a line about a claim says."""
        return self.select_related("institution", "person", "decided_by")


class Claim(models.Model):
    """Somebody with a mail address at an institution would keep its page; staff answer."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="claims")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="institution_claims")
    address = models.EmailField(max_length=254)  # theirs, that speaks for it; staff alone see it
    note = models.CharField(max_length=400, blank=True)
    claimed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted = models.BooleanField(null=True)
    reason = models.CharField(max_length=400, blank=True)  # told to the person when refused

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "person"], condition=models.Q(decided_at=None), name="one_open_claim_each"
            )
        ]
        indexes = [models.Index(fields=["decided_at", "claimed_at"], name="claims_by_date")]

    def __str__(self) -> str:
        return f"claim of {self.person_id} to {self.institution_id}"

    def get_absolute_url(self) -> str:
        return reverse("institutions:claim_of", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about this claim are grouped under."""
        return f"institutions.claim:{self.pk}"
