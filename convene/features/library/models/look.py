"""What those who used a resource found when they looked at it again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .resource import Resource


class Found(models.TextChoices):
    """What somebody says of it."""

    HOLDS = "holds", _("It still holds")
    CHANGE = "change", _("It needs a change")
    UNUSED = "unused", _("I no longer use it")


class LookQuerySet(models.QuerySet["Look"]):
    """Adjectives for looks."""

    def lately_at(self, resource: Resource) -> LookQuerySet:
        """Of a resource, since those who used it were last asked."""
        return self.filter(resource=resource, at__gte=resource.asked_at or timezone.now())


class Look(models.Model):
    """Somebody who used it looked at it again: their latest word."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="looks", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    found = models.CharField(max_length=8, choices=Found.choices)
    words = models.CharField(max_length=500, blank=True)  # what should change
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Look]] = LookQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "person"], name="one_look_a_person")]

    def __str__(self) -> str:
        return f"{self.resource_id}: {self.found}, says {self.person_id}"
