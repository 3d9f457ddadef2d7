"""What guards a dialogue that is open to everybody with its link. None of these leads to a ballot."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dialogue import Dialogue


class Arrival(models.Model):
    """Somebody began to vote; kept for an hour, so that waves are seen and no puzzle is used twice."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="+", db_index=False)
    nonce = models.CharField(max_length=24, unique=True)  # of its puzzle, or drawn by lot
    network = models.CharField(max_length=32)  # stands for where it came from, and cannot be read back
    has_worked = models.BooleanField(default=False)  # its browser solved a puzzle
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["dialogue", "at"], name="dialogue_arrivals")]

    def __str__(self) -> str:
        return f"arrival at {self.at:%H:%M}"


class Kiosk(models.Model):
    """A tablet that the conveners put up: each visitor begins anew there. A signed link opens it, until it is ended."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="kiosks")
    name = models.CharField(_("where it stands"), max_length=80)
    seconds = models.PositiveSmallIntegerField(_("seconds without a touch"), default=90)
    begun = models.PositiveIntegerField(default=0)  # visitors so far; when they came is not kept
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def network(self) -> str:
        """What stands for this tablet where others have a place in the network."""
        return f"kiosk:{self.pk}"


class Wave(models.Model):
    """How many began within ten minutes, in a dialogue that is open to everybody with its link."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="waves", db_index=False)
    at = models.DateTimeField()  # when the ten minutes began
    begun = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "at"], name="one_wave_each_ten_minutes")]

    def __str__(self) -> str:
        return f"{self.begun} at {self.at:%H:%M}"
