"""All votes of a closed dialogue as a file: asked for, made by a worker, kept for some days."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import models
from django.utils import timezone

from .dialogue import Dialogue

KEPT = dt.timedelta(days=7)
GIVEN_UP = dt.timedelta(days=1)


def pack_place(_pack: Pack, _name: str) -> str:
    """Where a file lies: under a name that nobody can guess."""
    return f"packs/{secrets.token_urlsafe(18)}.zip"


class PackQuerySet(models.QuerySet["Pack"]):
    """Adjectives for packs."""

    def in_the_making(self) -> PackQuerySet:
        """Asked for within a day, and neither made nor given up."""
        return self.filter(made_at=None, asked_at__gt=timezone.now() - GIVEN_UP)

    def to_fetch(self) -> PackQuerySet:
        """Made, and not too old."""
        return self.filter(made_at__gt=timezone.now() - KEPT)

    def too_old(self) -> PackQuerySet:
        """Made a week ago, or never finished."""
        long_ago = timezone.now() - KEPT
        return self.filter(models.Q(made_at__lte=long_ago) | models.Q(made_at=None, asked_at__lte=long_ago))


class Pack(models.Model):
    """A file with all votes of a dialogue. Each has keys of its own making."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.SET_NULL, null=True, related_name="packs")
    asked_at = models.DateTimeField(default=timezone.now)
    done = models.PositiveSmallIntegerField(default=0)  # of the parts
    parts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    content = models.FileField(upload_to=pack_place, max_length=80, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"votes of {self.dialogue_id}"

    @property
    def is_awaited(self) -> bool:
        """Whether the worker may still make it."""
        return self.made_at is None and self.asked_at > timezone.now() - GIVEN_UP

    @property
    def is_there(self) -> bool:
        """Whether it can be fetched."""
        return self.made_at is not None and self.made_at > timezone.now() - KEPT

    @property
    def good_until(self) -> dt.datetime | None:
        """When it is taken away."""
        return self.made_at + KEPT if self.made_at else None

    @property
    def channel(self) -> str:
        """What the page that waits for it listens to."""
        return f"dialogues.pack:{self.pk}"
