"""Collections, and reading paths that say where to start."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ....core.communities.models import Community
from .. import rules
from .resource import Resource

if TYPE_CHECKING:
    from ....core.people.models import Actor


class CollectionQuerySet(models.QuerySet["Collection"]):
    """Adjectives for collections."""

    def visible_to(self, actor: Actor) -> CollectionQuerySet:
        """Collections of communities that `actor` may read."""
        return self.filter(rules.visible_collections(actor))


class Collection(models.Model):
    """Resources that a leader put together; a path is read in its order."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="collections")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=120)
    line = models.CharField(max_length=240)  # who it is for, and what it leads to
    is_path = models.BooleanField(default=False)
    count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Collection]] = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["-is_path", "-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:collection", args=[self.pk])


class Placed(models.Model):
    """A resource in a collection, with why one reads it at this point."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="placed", db_index=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="placed")
    order = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["collection", "resource"], name="placed_once")]

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.collection_id}"
