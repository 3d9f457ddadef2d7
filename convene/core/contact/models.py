"""From whom a person takes messages, and from whom they want to hear nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor


class Accepts(models.TextChoices):
    """From whom somebody takes a first message."""

    EVERYBODY = rules.EVERYBODY, _("All members")
    COMMUNITIES = rules.COMMUNITIES, _("People in my communities")
    NOBODY = rules.NOBODY, _("Nobody")


class Preference(models.Model):
    """What a person has chosen; whoever has chosen nothing takes messages from all members, and hears so by mail."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    accepts = models.CharField(max_length=12, choices=Accepts.choices, default=Accepts.EVERYBODY)
    by_mail = models.BooleanField(default=True)  # a first message and an introduction come by mail as well

    def __str__(self) -> str:
        return f"{self.person_id} takes messages from {self.accepts}"


class BlockQuerySet(models.QuerySet["Block"]):
    """Adjectives for blocks."""

    def visible_to(self, actor: Actor) -> BlockQuerySet:
        """One's own; nobody learns who has blocked them."""
        return self.filter(person_id=actor.pk) if actor.pk else self.none()


class Block(models.Model):
    """Somebody wants to hear nothing more from somebody."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "blocked"], name="one_block_each")]

    def __str__(self) -> str:
        return f"{self.person_id} blocked {self.blocked_id}"


class Introduced(models.Model):
    """Two who said yes to an introduction take messages from each other, whatever else they chose; a block ends it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "to"], name="introduced_once")]

    def __str__(self) -> str:
        return f"{self.person_id} to {self.to_id}"
