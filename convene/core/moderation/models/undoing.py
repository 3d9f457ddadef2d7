"""Taking down everything that one account has written, and bringing it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ...communities.models import Community
from .. import rules

if TYPE_CHECKING:
    from ...people.models import Actor


class UndoingQuerySet(models.QuerySet["Undoing"]):
    """Adjectives for such steps."""

    def visible_to(self, actor: Actor) -> UndoingQuerySet:
        """Those in the communities where `actor` keeps order, all for staff; and what was done to oneself."""
        return self.filter(rules.visible_undoings(actor))


class Undoing(models.Model):
    """One such step, done by the worker bit by bit."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, null=True, related_name="+")  # None: everywhere
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=400)
    total = models.PositiveIntegerField(default=0)  # things that stood when it began
    has_suspended = models.BooleanField(default=False)  # whether reversing it lets the person in again
    done_at = models.DateTimeField(null=True)
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reversed_at = models.DateTimeField(null=True)  # asked for
    restored_at = models.DateTimeField(null=True)  # and done

    objects = UndoingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="undoings_of_person")]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("moderation:undoing", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under, for the person."""
        return f"moderation.undoing:{self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether the worker has something left to do."""
        return self.done_at is None or (self.reversed_at is not None and self.restored_at is None)


class Undone(models.Model):
    """A thing that was taken down with the others; only these come back."""

    undoing = models.ForeignKey(Undoing, on_delete=models.CASCADE, related_name="things")
    kind = models.CharField(max_length=40)
    key = models.UUIDField()
    restored_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["undoing", "key"], name="undone_once")]

    def __str__(self) -> str:
        return str(self.key)
