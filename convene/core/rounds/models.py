"""Rounds of teams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from ..frameworks.models import Edition, Kind
from ..teams.models import Team
from . import rules

if TYPE_CHECKING:
    import datetime as dt

    from ..people.models import Actor


class RoundQuerySet(models.QuerySet["Round"]):
    """Adjectives for rounds."""

    def visible_to(self, actor: Actor) -> RoundQuerySet:
        """Those of one's teams."""
        return self.filter(rules.visible(actor))

    def open(self) -> RoundQuerySet:
        """Those that the team is in."""
        return self.filter(closed_at=None)

    def newest(self) -> RoundQuerySet:
        """The last of each that a team looks at: of the guide's stages, of readiness, of the rubric's moments."""
        later = RoundQuerySet(Round).filter(
            team=models.OuterRef("team"), kind=models.OuterRef("kind"), stage=models.OuterRef("stage"),
            number__gt=models.OuterRef("number"),
        )  # fmt: skip
        return self.filter(~models.Exists(later))

    def due(self, on: dt.date) -> RoundQuerySet:
        """Those that are to be followed by another by that day."""
        return self.newest().filter(closed_at__isnull=False, revisit_on__lte=on)

    def for_cards(self) -> RoundQuerySet:
        """With what a line about a round says."""
        return self.select_related("team__institution", "edition")


class Round(models.Model):
    """One time that a team goes through a stage of the guide, readiness, or the rubric at a moment.

    Its answers hold on to parts of `edition`, so that they keep the words that they were given to.
    """

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="rounds")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)  # that of the edition
    stage = models.CharField(max_length=60, blank=True)  # key of a stage of the guide, or of a moment of the rubric
    number = models.PositiveSmallIntegerField()  # from 1, for this team, kind and stage
    begun_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    revisit_on = models.DateField(null=True, blank=True)  # when the next one begins by itself, if the team wants that

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "kind", "stage", "number"], name="one_round_a_number"),
            models.UniqueConstraint(
                fields=["team", "kind", "stage"], condition=models.Q(closed_at=None), name="one_open_round"
            ),
        ]
        indexes = [
            models.Index(fields=["revisit_on"], condition=models.Q(revisit_on__isnull=False), name="rounds_to_come")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.number}"

    def get_absolute_url(self) -> str:
        """On the page of the team, from where one goes on."""
        return f"{self.team.get_absolute_url()}#{self.kind}"

    @property
    def group(self) -> str:
        """What notifications about this round are grouped under."""
        return f"rounds.round:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the team is in it still."""
        return self.closed_at is None

    def previous(self) -> Round | None:
        """The one before, if there is one. One query, none for the first."""
        if self.number == 1:
            return None
        before = Round.objects.filter(team=self.team_id, kind=self.kind, stage=self.stage, number__lt=self.number)
        return before.select_related("edition").order_by("-number").first()
