"""What is asked, of whom, until when, and by which rules."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from ....core.communities.models import Community
from ....core.teams.models import Team
from ....lib.text import safe
from ....lib.ui import dates
from ...discussions.models import Topic
from .. import rules
from .kinds import ANSWERS, Kind, Threshold

if TYPE_CHECKING:
    from ....core.people.models import Actor, User


class PollQuerySet(models.QuerySet["Poll"]):
    """Adjectives for polls."""

    def visible_to(self, actor: Actor) -> PollQuerySet:
        """Those of one's communities and teams."""
        return self.filter(rules.visible(actor))

    def open(self) -> PollQuerySet:
        """Those in which one can vote."""
        return self.filter(closed_at=None, closes_at__gt=timezone.now())

    def over(self) -> PollQuerySet:
        """Those whose time has come, and that nobody has closed."""
        return self.filter(closed_at=None, withdrawn_at=None, closes_at__lte=timezone.now())

    def to_remind_of(self) -> PollQuerySet:
        """Those that close soon, of which the undecided have not heard again."""
        return self.open().filter(withdrawn_at=None, remind_at__lte=timezone.now())

    def for_cards(self) -> PollQuerySet:
        """With what a line about one says."""
        return self.select_related("community", "team", "caller", "outcome")

    def seen_by(self, actor: User) -> PollQuerySet:
        """With whether this person took part."""
        theirs = models.FilteredRelation("stances", condition=Q(stances__person_id=actor.pk))
        return self.annotate(**{"theirs": theirs, "my_stance": models.F("theirs__id")})


class Poll(models.Model):
    """Something asked of a community or a team; it shows where people stand, and its outcome says what follows."""

    community = models.ForeignKey(
        Community, on_delete=models.CASCADE, null=True, blank=True, related_name="polls", db_index=False
    )
    team = models.ForeignKey(
        Team, on_delete=models.CASCADE, null=True, blank=True, related_name="polls", db_index=False
    )
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True, related_name="polls")
    caller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    details_html = models.TextField(blank=True, editable=False)
    options = models.JSONField(default=list)  # texts, or times as ISO 8601; none where the answers are always the same
    threshold = models.CharField(max_length=16, choices=Threshold.choices, default=Threshold.HALF)
    quorum = models.PositiveSmallIntegerField(default=0)  # per cent of those who may vote
    allows_block = models.BooleanField(default=False)
    most = models.PositiveSmallIntegerField(default=1)  # dots that each has, or points that an option can get
    tells_all = models.BooleanField(default=True)  # who belongs here; else those who follow the topic
    is_anonymous = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)  # results, until it has closed
    opened_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    voter_count = models.PositiveIntegerField(default=0)
    eligible_count = models.PositiveIntegerField(null=True, blank=True)  # who could vote when it closed

    objects: ClassVar[models.Manager[Poll]] = PollQuerySet.as_manager()
    my_stance: int | None  # see seen_by

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(community=None, team__isnull=False) | Q(community__isnull=False, team=None),
                name="asked_in_one_place",
            ),
            models.CheckConstraint(condition=Q(quorum__lte=100), name="quorum_in_per_cent"),
            models.CheckConstraint(condition=Q(is_anonymous=False) | Q(is_hidden=True), name="nameless_is_hidden"),
        ]
        indexes = [
            models.Index(fields=["community", "-opened_at"], name="polls_of_communities"),
            models.Index(fields=["team", "-opened_at"], name="polls_of_teams"),
            models.Index(fields=["closes_at"], condition=Q(closed_at=None, withdrawn_at=None), name="polls_to_close"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("polls:poll", args=[self.pk])

    @property
    def place(self) -> Community | Team:
        """Where it is asked."""
        place = self.team or self.community
        assert place
        return place

    @property
    def is_over(self) -> bool:
        """Whether its time has come."""
        return self.closes_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether one can vote."""
        return self.closed_at is None and not self.is_over

    @property
    def ended_at(self) -> dt.datetime:
        """When it closed, or will."""
        return self.closed_at or self.closes_at

    @property
    def is_proposal(self) -> bool:
        return self.kind == Kind.PROPOSAL

    @property
    def concluded(self) -> bool:
        """Whether its outcome is written."""
        return hasattr(self, "outcome")

    @property
    def answers(self) -> dict[str, str]:
        """What one may say, with its words."""
        if self.kind == Kind.TIME_POLL:
            return {str(number): _clock(moment) for number, moment in enumerate(self.options)}
        if self.kind not in ANSWERS:
            return {str(number): text for number, text in enumerate(self.options)}
        fixed = ANSWERS[Kind(self.kind)].items()
        return {key: str(words) for key, words in fixed if key != "block" or self.allows_block}

    @property
    def details_on_page(self) -> Markup:
        """The details as HTML that was made safe when it was written."""
        return safe(self.details_html)

    @property
    def group(self) -> str:
        """What notifications about it are grouped under."""
        return f"polls.poll:{self.pk}"


def _clock(moment: str) -> str:
    """A moment on the reader's clock, with the day of the week."""
    here = dt.datetime.fromisoformat(moment)
    return f"{dates.date(here, 'D')} {dates.datetime(here)}"
