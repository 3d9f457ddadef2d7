"""What each person says in a round, and what the team finds by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from ...core.frameworks.models import Part
from ...core.frameworks.texts.shapes import LEVELS
from ...core.rounds.models import Round
from ...core.teams.models import Member, Side
from . import rules
from .standing import Standing

if TYPE_CHECKING:
    from ...core.people.models import Actor

LONGEST = 1000  # characters of a note


class SheetQuerySet(models.QuerySet["Sheet"]):
    """Adjectives for sheets."""

    def visible_to(self, actor: Actor) -> SheetQuerySet:
        """One's own."""
        return self.filter(rules.visible(actor))

    def counted(self) -> SheetQuerySet:
        """Those that were shared by somebody who is in the team now."""
        here = Member.objects.filter(team=models.OuterRef("round__team"), person=models.OuterRef("person"))
        return self.filter(models.Exists(here), shared_at__isnull=False)


class Sheet(models.Model):
    """One person's ratings in one round: a draft until they share it. Nobody but them reads the levels, ever."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="sheets")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    kept_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    is_named = models.BooleanField(default=False)  # whether their name stands beside what they wrote
    side = models.CharField(max_length=8, choices=Side.choices, default=Side.OWN)  # theirs when they shared
    may_stand_alone = models.BooleanField(default=False)  # shown also where nobody else of their side rated

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_sheet_a_round")]
        indexes = [models.Index(fields=["person", "round"], name="sheets_of_people")]

    def __str__(self) -> str:
        return f"sheet of {self.person_id} in {self.round_id}"


class Rating(models.Model):
    """What a sheet says of one part of the text."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="ratings")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    needs = models.CharField(max_length=LONGEST, blank=True)
    assets = models.CharField(max_length=LONGEST, blank=True)
    evidence = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "part"], name="one_rating_a_part"),
            models.CheckConstraint(condition=Q(level=None) | Q(level__range=(1, LEVELS)), name="a_level_there_is"),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} in {self.sheet_id}"


class Finding(models.Model):
    """What the ratings of a closed round came to in one part. It never changes, whoever comes, goes or is forgotten."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="findings")
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices, blank=True)  # of the rubric; readiness has no sides
    lowest = models.PositiveSmallIntegerField()
    middle = models.FloatField()  # a level, or halfway between two
    highest = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "part", "side"], name="one_finding_a_part"),
            models.CheckConstraint(
                condition=Q(lowest__gte=1, lowest__lte=F("middle"), middle__lte=F("highest"), highest__lte=LEVELS),
                name="found_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part_id} in {self.round_id}"

    @property
    def standing(self) -> Standing:
        """The same for a page."""
        return Standing(self.lowest, self.middle, self.highest)
