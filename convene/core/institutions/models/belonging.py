"""Who works where."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from .institution import Institution


class Belonging(models.Model):
    """A person says that they work at an institution; their profile says who may know."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="belonging")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="belongings")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["institution", "since"], name="belongings_by_place")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.institution_id}"
