"""Statements, and what moderators decided about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .. import rules
from .dialogue import Dialogue

if TYPE_CHECKING:
    from ....core.people.models import Actor

LONGEST = 140
UNSEEN = 5.0625  # the priority of what nobody has voted on: opinion/routing.py gives it


class Verdict(models.TextChoices):
    """What became of a statement."""

    WAITING = "waiting", _("waits to be read")
    SHOWN = "shown", _("shown")
    REFUSED = "refused", _("not taken in")


class Reason(models.TextChoices):
    """Why a statement is not taken in."""

    TWICE = "twice", _("Another statement says the same")
    SEVERAL = "several", _("It holds more than one idea")
    QUESTION = "question", _("It is a question: nobody can agree or disagree")
    BESIDE = "beside", _("It is about something else")
    PERSON = "person", _("It names a person, or tells something private")
    HURTS = "hurts", _("It insults or threatens people")
    SELLS = "sells", _("It advertises")
    OTHER = "other", _("Another reason")


class StatementQuerySet(models.QuerySet["Statement"]):
    """Adjectives for statements."""

    def visible_to(self, actor: Actor) -> StatementQuerySet:
        """Shown where `actor` may open the dialogue, one's own, and all for those who run it."""
        return self.filter(rules.visible_statements(actor))

    def shown(self) -> StatementQuerySet:
        """Those that people vote on."""
        return self.filter(verdict=Verdict.SHOWN)

    def waiting(self) -> StatementQuerySet:
        """Those that nobody has decided about, the oldest first."""
        return self.filter(verdict=Verdict.WAITING).order_by("number")

    def for_cards(self) -> StatementQuerySet:
        """With what they are said of."""
        return self.select_related("dialogue")

    def read_in(self, language: str) -> StatementQuerySet:
        """With the words that those who convene put them in for readers of this language, if they did: `translated`.

        `by_machine`: nobody has read these words over
        """
        own = models.FilteredRelation("translations", condition=models.Q(translations__language=language))
        words = {"translated": models.F("own__text"), "by_machine": models.F("own__is_machine")}
        return self.alias(own=own).annotate(**words)


class Statement(models.Model):
    """A short sentence that people agree with or not. It is not changed once somebody has voted on it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="statements", db_index=False)
    number = models.PositiveIntegerField()  # within its dialogue, from 1
    text = models.CharField(max_length=1000)  # LONGEST for what is written here; what is brought in may be longer
    norm = models.CharField(max_length=LONGEST * 4, editable=False)  # its words: the same for the same words
    language = models.CharField(max_length=12)
    is_seed = models.BooleanField(default=False)  # written by those who convene
    is_paper = models.BooleanField(default=False)  # said or written in a room, and typed in by those who convene
    is_meta = models.BooleanField(default=False)  # says something of the voter ("I live here"): kept out of groups
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField(default=timezone.localdate)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.WAITING)
    reason = models.CharField(max_length=8, choices=Reason.choices, blank=True)  # when it is not taken in
    note = models.CharField(max_length=300, blank=True)  # a word to its author
    priority = models.FloatField(default=UNSEEN)  # how often it is drawn, beside the others
    agrees = models.PositiveIntegerField(default=0)
    disagrees = models.PositiveIntegerField(default=0)
    passes = models.PositiveIntegerField(default=0)

    objects = StatementQuerySet.as_manager()
    translated: str | None  # of `read_in`
    by_machine: bool | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="statements_are_numbered"),
            models.UniqueConstraint(fields=["dialogue", "norm"], name="no_statement_twice"),
        ]
        indexes = [models.Index(fields=["dialogue", "verdict", "number"], name="dialogue_statements")]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return reverse("dialogues:mine", args=[self.dialogue.slug])


class Translation(models.Model):
    """A statement in another language, by those who convene; its own words stand beside, and votes are on these."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="translations", db_index=False)
    language = models.CharField(max_length=12)
    text = models.CharField(max_length=2 * LONGEST)
    is_machine = models.BooleanField(default=False)  # made by a machine, and read over by nobody

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "language"], name="one_translation_a_language")]

    def __str__(self) -> str:
        return self.text


class Decision(models.Model):
    """A line of the log: who decided what about a statement, and why."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="decisions", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="decisions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.CharField(max_length=8, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["dialogue", "-at"], name="dialogue_decisions")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.statement_id}"
