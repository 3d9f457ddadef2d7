"""Who asked whom to be introduced to whom, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import Promise

    from ...core.people.models import Actor, User


class State(models.TextChoices):
    """How it stands."""

    ASKED = "asked", _("waits for an answer")
    PASSED = "passed", _("passed on")
    DECLINED = "declined", _("answered with no")
    MET = "met", _("introduced")
    TAKEN_BACK = "taken_back", _("taken back")
    ENDED = "ended", _("came to nothing")


WAITING = (State.ASKED, State.PASSED, State.DECLINED)  # as whoever asked sees it


def end_of_waiting() -> dt.datetime:
    """When a request of this moment ends, whatever became of it."""
    return timezone.now() + rules.LASTS


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Adjectives for introductions."""

    def visible_to(self, actor: Actor) -> IntroductionQuerySet:
        """Those in which somebody has a part, and knows of it."""
        return self.filter(rules.visible(actor))

    def for_cards(self) -> IntroductionQuerySet:
        """With all three."""
        return self.select_related("asker", "between", "other")

    def due(self) -> IntroductionQuerySet:
        """Those that have waited for long enough, the oldest first."""
        return self.filter(state__in=WAITING, ends_at__lte=timezone.now()).order_by("ends_at")


class Introduction(models.Model):
    """`asker` would like to know `other`, and asks `between`, whom both know; the three alone see it."""

    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    between = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    words = models.CharField(max_length=600, blank=True)  # of the asker; gone when it ends without a yes
    note = models.CharField(max_length=600, blank=True)  # of the one between
    asker_shows = models.BooleanField(default=False)  # their mail address, to `other` and only after a yes
    other_shows = models.BooleanField(default=False)  # likewise, to the asker
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    passed_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(default=end_of_waiting)

    objects: ClassVar[models.Manager[Introduction]] = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asker", "other"], condition=models.Q(state__in=["asked", "passed", "declined"]),
                name="introduction_asked_once",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["asker", "-asked_at"], name="introductions_asked_for"),
            models.Index(fields=["between", "-asked_at"], name="introductions_to_pass_on"),
            models.Index(fields=["other", "-asked_at"], name="introductions_to_them"),
            models.Index(
                fields=["ends_at"], condition=models.Q(state__in=["asked", "passed", "declined"]),
                name="introductions_to_end",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asker_id} to {self.other_id} by {self.between_id}"

    def get_absolute_url(self) -> str:
        return reverse("introductions:introduction", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under."""
        return f"introductions.introduction:{self.pk}"

    @property
    def waits(self) -> bool:
        """Whether the asker may still hope."""
        return self.state in WAITING

    @property
    def is_told(self) -> bool:
        """Whether the words of the asker are shown to whoever sees it."""
        return self.state in (*WAITING, State.MET)

    def state_for(self, reader: User) -> Promise | str:
        """How it stands, as one of the three may know it: of a *no* learns only who said it."""
        if reader.pk == self.asker_id:
            return State.ASKED.label if self.waits else State(self.state).label
        if self.state == State.DECLINED and reader.pk == self.between_id and self.passed_at:
            return State.PASSED.label
        if self.state == State.PASSED and reader.pk == self.other_id:
            return State.ASKED.label
        return State(self.state).label

    def meets(self, reader: User) -> User | None:
        """Whom one of the two has come to know, or None."""
        pair = {self.asker_id: self.other, self.other_id: self.asker}
        return pair.get(reader.pk) if self.state == State.MET else None

    def address_for(self, reader: User) -> str:
        """The mail address of the other one of the two, when it said yes to being shown to this reader."""
        shows = self.other_shows if reader.pk == self.asker_id else self.asker_shows
        met = self.meets(reader)
        return (met.email or "") if met and shows else ""
