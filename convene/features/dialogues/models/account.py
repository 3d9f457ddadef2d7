"""What came of a dialogue: recommendations, who answered, what was decided, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from .dialogue import Dialogue
from .statement import Statement

if TYPE_CHECKING:
    import datetime as dt

    from ....core.people.models import Actor

LONGEST_RECOMMENDATION, LONGEST_WORDS = 600, 2000


class Decided(models.TextChoices):
    """What an answer says."""

    TAKEN = "taken", _("Taken up")
    PARTLY = "partly", _("Taken up in part")
    NO = "no", _("Not taken up")


class Kind(models.TextChoices):
    """What is told of a recommendation after it was written."""

    ANSWERED = "answered", _("An answer")
    BECAME = "became", _("What became of it")
    CHANGED = "changed", _("A change, with what it said before")


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Adjectives for recommendations."""

    def visible_to(self, actor: Actor) -> RecommendationQuerySet:
        """Those of dialogues that `actor` may open."""
        return self.filter(rules.visible(actor, "dialogue__"))

    def for_cards(self) -> RecommendationQuerySet:
        """With what they came of."""
        return self.select_related("dialogue")

    def overdue(self, on: dt.date) -> RecommendationQuerySet:
        """Those that were to be answered before that day and are not, and nobody was reminded."""
        return self.filter(answer_by__lt=on, decision="", reminded_on=None)


class Recommendation(models.Model):
    """What those who convene recommend after the votes. Its words change openly: the former ones stay (see `Turn`)."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="recommendations", db_index=False)
    number = models.PositiveSmallIntegerField()  # within its dialogue, from 1
    text = models.CharField(max_length=LONGEST_RECOMMENDATION)
    asked_of = models.CharField(max_length=200)  # a body or a person
    answer_by = models.DateField(null=True, blank=True)
    statements = models.ManyToManyField(Statement, related_name="+")  # that it rests on
    decision = models.CharField(max_length=8, choices=Decided.choices, blank=True)  # of the newest answer
    reminded_on = models.DateField(null=True, blank=True)  # when those who convene were told that the day has passed
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "number"], name="recommendations_are_numbered")]
        indexes = [
            models.Index(
                fields=["answer_by"], condition=models.Q(decision="", reminded_on=None), name="answers_overdue"
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('dialogues:account', args=[self.dialogue.slug])}#r{self.number}"

    @property
    def is_overdue(self) -> bool:
        """Whether its day has passed without an answer."""
        return not self.decision and self.answer_by is not None and self.answer_by < timezone.localdate()


class Turn(models.Model):
    """Something told of a recommendation. Nobody changes or removes one: what was wrong is set right by the next.

    of a change, `words`, `who` and `answer_by` are what the recommendation said before; empty is what stayed as it was.
    """

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="turns")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    on = models.DateField()  # when it happened, as those who convene say
    who = models.CharField(max_length=200, blank=True)  # that answered
    decision = models.CharField(max_length=8, choices=Decided.choices, blank=True)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.recommendation_id}"


class Follower(models.Model):
    """Somebody who asked to be told what becomes of a dialogue. It says nothing of votes, and has no time."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="followers", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "person"], name="one_asks_once")]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.dialogue_id}"
