"""Which institutions may be one and the same."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .institution import Institution


class Pair(models.Model):
    """Two entries that may be one institution; a person decides, never an import."""

    first = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_one = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="one_pair_each")]
        indexes = [models.Index(fields=["settled_at", "found_at", "id"], name="pairs_to_settle")]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
