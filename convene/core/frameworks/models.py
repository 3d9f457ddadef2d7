"""Editions: every version of every text that was ever in force, so that answers keep the words they were given to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor


class Kind(models.TextChoices):
    """The texts that a network has, one of each in force."""

    FRAMEWORK = "framework", _("Framework")
    GUIDE = "guide", _("Discussion guide")
    READINESS = "readiness", _("Readiness")
    RUBRIC = "rubric", _("Rubric")
    SKILLS = "skills", _("Skills wheel")


class EditionQuerySet(models.QuerySet["Edition"]):
    """Adjectives for editions."""

    def visible_to(self, actor: Actor) -> EditionQuerySet:
        """All of them."""
        return self.filter(rules.visible(actor))


class Edition(models.Model):
    """One version of a text. It never changes; the one with the highest number is in force."""

    kind = models.CharField(max_length=12, choices=Kind.choices)
    number = models.PositiveIntegerField()
    source = models.TextField()  # the YAML, to the letter
    note = models.CharField(max_length=200, blank=True)  # what is new in it
    adopted_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Edition]] = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_edition_a_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        """Its YAML."""
        return reverse("frameworks:yaml", args=[self.kind, self.number])


class Part(models.Model):
    """A part of an edition, such as a question or a skill: answers hold on to it, later editions keep its key."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=12)  # "question", "skill", "dimension" …
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["edition", "position"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="one_part_a_key")]

    def __str__(self) -> str:
        return self.key
