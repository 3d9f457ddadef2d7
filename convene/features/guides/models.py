"""What is said in a round of the discussion guide: by each person alone, then by the team as one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ...core.frameworks.models import Part
from ...core.rounds.models import Round
from . import rules
from .versions import Fields

if TYPE_CHECKING:
    from ...core.people.models import Actor

LONGEST = 4000  # characters of an answer
HERE_FOR = dt.timedelta(minutes=10)  # after a look


class Role(models.TextChoices):
    """From where somebody in a team looks at a question."""

    LEADERSHIP = "leadership", _("Leadership")
    FLOOR = "floor", _("Floor staff")
    EDUCATION = "education", _("Programs and education")
    EXHIBITS = "exhibits", _("Exhibits and collections")
    RESEARCH = "research", _("Research and evaluation")
    COMMUNITY = "community", _("Community relations")
    OFFICE = "office", _("Funds, communication and administration")
    VOLUNTEER = "volunteer", _("Volunteers")
    PARTNER = "partner", _("Partner")


class Confidence(models.TextChoices):
    """How sure a team is of its answer."""

    SURE = "sure", _("We are sure, and could show why")
    FAIRLY = "fairly", _("Fairly sure")
    GUESS = "guess", _("It is a guess so far")


class Became(models.TextChoices):
    """What became of the answer of the round before."""

    CHANGED = "changed", _("It has changed")
    UNCHANGED = "unchanged", _("It still holds")
    DROPPED = "dropped", _("We let it go")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Adjectives for answers."""

    def visible_to(self, actor: Actor) -> AnswerQuerySet:
        """One's own, and shared ones on questions of one's teams that one has answered oneself in that round."""
        if not actor.is_authenticated:
            return self.none()
        same = {"round": models.OuterRef("round"), "question": models.OuterRef("question")}
        mine = Answer.objects.shared().filter(person=actor.pk, **same)
        return self.filter(rules.visible(actor)).filter(
            models.Q(person=actor.pk) | models.Q(models.Exists(mine), shared_at__isnull=False)
        )

    def shared(self) -> AnswerQuerySet:
        """Those that their writers have shown to the team."""
        return self.filter(shared_at__isnull=False)


class Answer(Fields):
    """What one person says to one question. Until `shared_at` nobody else hears of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Part, models.PROTECT, related_name="answers")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="guide_answers")
    step = models.PositiveSmallIntegerField(null=True)  # on the scale of the guide, from 0
    words = models.TextField(blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)  # when its step became part of the team's drawing
    skipped_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # for which it was skipped

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question", "person"], name="one_answer_a_person")]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class TeamAnswerQuerySet(models.QuerySet["TeamAnswer"]):
    """Adjectives for answers of teams."""

    def visible_to(self, actor: Actor) -> TeamAnswerQuerySet:
        """Those of one's teams; pages show their words by `rules.may_see_team`."""
        return self.filter(rules.visible(actor))

    def for_cards(self) -> TeamAnswerQuerySet:
        """With what a line about one says."""
        return self.select_related("round__team", "question")


class TeamAnswer(Fields):
    """What a team says as one to one question of a round, and what it does with the question."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="team_answers")
    question = models.ForeignKey(Part, models.PROTECT, related_name="team_answers")
    words = models.TextField(blank=True)
    confidence = models.CharField(max_length=8, choices=Confidence.choices, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    revisit_on = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=10, choices=Became.choices, blank=True)  # of that of the round before
    stuck_at = models.DateTimeField(null=True, blank=True)
    ask = models.CharField(max_length=200, blank=True)  # whom of the partner's to ask
    ask_at = models.DateTimeField(null=True, blank=True)  # since when it is the partner's to answer
    released_at = models.DateTimeField(null=True, blank=True)  # to leadership

    objects = TeamAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question"], name="one_answer_a_team")]

    def __str__(self) -> str:
        return f"team answer {self.pk}"

    def get_absolute_url(self) -> str:
        """The question, for the team."""
        return reverse("guides:question", args=[self.round_id, self.question.key])


class Wording(models.Model):
    """What a field of a team's answer said at a time: nothing that a team wrote is lost."""

    answer = models.ForeignKey(TeamAnswer, models.CASCADE, related_name="wordings")
    field = models.CharField(max_length=12)
    value = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"wording of {self.answer_id}"


class Look(models.Model):
    """That somebody is at the team's answer to a question: a courtesy, forgotten after a while."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    question = models.ForeignKey(Part, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question", "person"], name="one_look_at_a_question")]

    def __str__(self) -> str:
        return f"look of {self.person_id}"
