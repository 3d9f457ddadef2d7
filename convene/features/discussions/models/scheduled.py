"""Topics that wait for their time."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ....core.communities.models import Community
from .topic import Kind, Topic

if TYPE_CHECKING:
    from ....core.people.models import Actor

WAITING = models.Q(posted_at=None, stopped_at=None)


class ScheduledQuerySet(models.QuerySet["Scheduled"]):
    """Adjectives for topics that wait."""

    def visible_to(self, actor: Actor) -> ScheduledQuerySet:
        """One's own, and nobody else's."""
        return self.filter(person_id=actor.pk or 0)

    def waiting(self) -> ScheduledQuerySet:
        """Neither posted nor stopped."""
        return self.filter(WAITING)

    def due(self) -> ScheduledQuerySet:
        """Those whose time has come, the longest waiting first."""
        return self.waiting().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def for_cards(self) -> ScheduledQuerySet:
        """With what a line about one needs."""
        return self.select_related("community", "topic__community")


class Scheduled(models.Model):
    """A topic or an announcement that is posted at its time, once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scheduled")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    title = models.CharField(max_length=200)
    body = models.TextField()  # Markdown as written
    without_replies = models.BooleanField(default=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # of the post that it becomes
    due_at = models.DateTimeField()
    created_at = models.DateTimeField(default=timezone.now)
    posted_at = models.DateTimeField(null=True, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)  # by its author, or because it could not be posted
    why = models.CharField(max_length=400, blank=True)  # the sentence with which it was refused

    objects = ScheduledQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=WAITING, name="scheduled_next"),
            models.Index(fields=["person", "-due_at"], name="scheduled_of_person"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("discussions:scheduled_one", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under."""
        return f"discussions.scheduled:{self.pk}"
