"""What people say of their own skills, what teams and the network may see of them, and what work needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ...core.frameworks.models import Part
from ...core.frameworks.texts.shapes import STEPS
from ...core.teams.models import Team
from . import rules
from .coverage import network
from .coverage import team as coverage

if TYPE_CHECKING:
    from ...core.people.models import Actor


class RatingQuerySet(models.QuerySet["Rating"]):
    """Adjectives for ratings."""

    def visible_to(self, actor: Actor) -> RatingQuerySet:
        """One's own, and nobody else's."""
        return self.filter(rules.own(actor))


class Rating(models.Model):
    """What a person says of one of their skills; nobody else ever sees it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")  # in whose words it was given
    skill = models.CharField(max_length=60)  # its key, by which it holds on over editions
    step = models.PositiveSmallIntegerField(null=True)  # from 0: not yet, learning, can do, can teach
    grows = models.BooleanField(default=False)  # wishes to
    rated_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Rating]] = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="one_rating_a_skill"),
            models.CheckConstraint(condition=models.Q(step=None) | models.Q(step__lt=STEPS), name="ratings_have_steps"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.skill}"


class Counted(models.Model):
    """Somebody who has rated every skill and lets that count in what their teams see of themselves."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id} counts"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Adjectives for releases."""

    def visible_to(self, actor: Actor) -> ReleaseQuerySet:
        """Those of one's teams."""
        return self.filter(rules.of_own_teams(actor))


class Release(models.Model):
    """What a team was shown of its skills at one time, kept for good: whatever follows is compared with all of them."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=timezone.now)
    people = models.PositiveSmallIntegerField()
    bands = models.JSONField()  # skill -> 0 to 2
    able = models.JSONField()  # person -> skills that they can do by themselves; never shown to anybody

    objects: ClassVar[models.Manager[Release]] = ReleaseQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["team", "at"], name="releases_of_teams")]

    def __str__(self) -> str:
        return f"{self.team_id} at {self.at:%Y-%m-%d}"

    def as_shown(self) -> coverage.Release:
        """As the mathematics of it knows it."""
        bands = {key: coverage.Band(band) for key, band in self.bands.items()}
        return coverage.Release(bands, self.people, {int(one): frozenset(keys) for one, keys in self.able.items()})


class NeedQuerySet(models.QuerySet["Need"]):
    """Adjectives for needs."""

    def visible_to(self, actor: Actor) -> NeedQuerySet:
        """Those of one's teams."""
        return self.filter(rules.of_own_teams(actor))

    def for_cards(self) -> NeedQuerySet:
        """With what a line about one says."""
        return self.select_related("team")


class Need(models.Model):
    """A piece of work, and the skills that it needs; it is the team's, whoever wrote it down."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    skills = models.JSONField()  # keys
    changed_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Need]] = NeedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["team", "changed_at"], name="needs_of_teams")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("skills:need", args=[self.pk])


class Picture(models.Model):
    """What a group of institutions said to staff at one time, kept for good, as releases of teams are."""

    group = models.PositiveIntegerField()  # its number; a group keeps its institutions for ever
    kind = models.CharField(max_length=20, blank=True)  # of institution, when it was formed; nothing for several
    at = models.DateTimeField(default=timezone.now)
    skills = models.JSONField()  # keys
    thin = models.JSONField()  # those that half or more of them lack
    missing = models.JSONField()  # institution -> what is missing there; never shown to anybody

    class Meta:
        indexes = [models.Index(fields=["group", "id"], name="pictures_of_groups")]

    def __str__(self) -> str:
        return f"group {self.group} at {self.at:%Y-%m-%d}"

    def as_known(self) -> network.State:
        """As the mathematics of it knows it."""
        missing = {int(one): frozenset(keys) for one, keys in self.missing.items()}
        return network.State(frozenset(self.skills), missing)
