"""Actions of teams."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..rounds.models import Round
from ..teams.models import Member, Team
from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor, User

LETTERS = 400
REMINDERS = (-3, 0, 2)  # days after the day on which it is due


class State(models.TextChoices):
    """What has become of an action."""

    OPEN = "open", _("Open")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class StepQuerySet(models.QuerySet["Step"]):
    """Adjectives for actions."""

    def visible_to(self, actor: Actor) -> StepQuerySet:
        """Those of one's teams."""
        return self.filter(rules.visible(actor))

    def open(self) -> StepQuerySet:
        """Those that are still to be done."""
        return self.filter(state=State.OPEN)

    def of(self, owner: User) -> StepQuerySet:
        """Those that this person owns."""
        return self.filter(owner=owner)

    def due(self, on: dt.date) -> StepQuerySet:
        """Those of which somebody is to be reminded by that day."""
        return self.open().filter(remind_on__lte=on)

    def soonest_first(self) -> StepQuerySet:
        """By the day on which they are due; those without one come last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")

    def for_cards(self) -> StepQuerySet:
        """With what a line about an action says."""
        here = Member.objects.filter(team=models.OuterRef("team"), person=models.OuterRef("owner"))
        rows = self.select_related("team__institution", "owner", "round")
        return rows.annotate(**{"owner_is_here": models.Exists(here)})


class Step(models.Model):
    """What a team does next. Without an owner it has had none yet (`owned_at` is empty), or whoever it was has gone."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="steps", db_index=False)
    text = models.CharField(max_length=LETTERS)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps", db_index=False
    )
    owned_at = models.DateTimeField(null=True, blank=True)  # since when it has or had an owner
    due_on = models.DateField(null=True, blank=True)
    remind_on = models.DateField(null=True, blank=True)  # the next time
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    about = models.CharField(max_length=80, blank=True)  # what it grew from: "question:who-set-the-goal"
    round = models.ForeignKey(Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    became = models.CharField(max_length=LETTERS, blank=True)  # what came of it, or why it was dropped
    done_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Step]] = StepQuerySet.as_manager()
    owner_is_here: bool  # see for_cards

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", done_at=None)
                | ~models.Q(state="open") & models.Q(done_at__isnull=False),
                name="over_since_a_moment",
            )
        ]
        indexes = [
            models.Index(fields=["team", "state", "due_on"], name="steps_of_teams"),
            models.Index(fields=["owner", "state", "due_on"], name="steps_of_people"),
            models.Index(fields=["remind_on"], condition=models.Q(state="open"), name="steps_to_remind_of"),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """In the list of the team."""
        return f"{reverse('steps:team', args=[self.team_id])}#action-{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == State.OPEN

    @property
    def is_late(self) -> bool:
        """Whether its day has gone by."""
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def has_lost_its_owner(self) -> bool:
        """Whether whoever owned it has left the team, or is forgotten."""
        return self.is_open and self.owned_at is not None and not self.owner_is_here

    def next_reminder(self, after: dt.date) -> dt.date | None:
        """The next day after that on which somebody is reminded."""
        if self.due_on is None:
            return None
        days = (self.due_on + dt.timedelta(days=number) for number in REMINDERS)
        return next((day for day in days if day > after), None)


def group_of(team_id: int) -> str:
    """What notifications about actions of this team are grouped under."""
    return f"steps.team:{team_id}"
