"""Who offers or looks for mentoring, and who accompanies whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    from ...core.people.models import Actor


class Side(models.TextChoices):
    """What somebody is in mentoring."""

    MENTOR = "mentor", _("Mentor")
    MENTEE = "mentee", _("Mentee")


class State(models.TextChoices):
    """How it stands between two people."""

    ASKED = "asked", _("waits for an answer")
    GOING = "going", _("going on")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")
    COMPLETED = "completed", _("completed")
    ABANDONED = "abandoned", _("ended early")


OPEN = (State.ASKED, State.GOING)


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Adjectives for enrolments."""

    def visible_to(self, actor: Actor) -> EnrolmentQuerySet:
        """What is offered and looked for now, and one's own."""
        return self.filter(rules.visible(actor))


class Enrolment(models.Model):
    """Somebody offers to accompany others, or would be accompanied."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentoring")
    side = models.CharField(max_length=8, choices=Side.choices)
    about = models.CharField(max_length=300)  # topics and skills, with commas between them
    words = models.CharField(max_length=600, blank=True)
    capacity = models.PositiveSmallIntegerField(default=1)  # how many at once
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    find_as = models.CharField(max_length=1000, editable=False)  # words, each after a space
    since = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[Enrolment]] = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "side"], name="enrolled_once_a_side"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1, capacity__lte=10), name="mentoring_capacity"),
        ]
        indexes = [models.Index(fields=["side", "-since"], name="mentoring_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} as {self.side}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:board") + f"?side={self.side}"

    @property
    def subjects(self) -> list[str]:
        """What it is about."""
        return [word for word in self.about.split(", ") if word]


class MentorshipQuerySet(models.QuerySet["Mentorship"]):
    """Adjectives for mentorships."""

    def visible_to(self, actor: Actor) -> MentorshipQuerySet:
        """One's own."""
        return self.filter(rules.visible_mentorships(actor))

    def for_cards(self) -> MentorshipQuerySet:
        """With both of them."""
        return self.select_related("mentor", "mentee")


class Mentorship(models.Model):
    """Somebody asks somebody to accompany them, and what became of it; the two of them alone see it."""

    mentor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    mentee = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    words = models.CharField(max_length=600)
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "mentee"], condition=models.Q(state__in=["asked", "going"]), name="asked_once"
            )
        ]
        indexes = [
            models.Index(fields=["mentor", "state"], name="mentorships_of_mentor"),
            models.Index(fields=["mentee", "-asked_at"], name="mentorships_of_mentee"),
            models.Index(fields=["remind_at"], condition=~models.Q(remind_at=None), name="mentorships_to_remind"),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_id} and {self.mentee_id}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring:mentorship", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under."""
        return f"mentoring.mentorship:{self.pk}"
