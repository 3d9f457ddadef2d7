"""Words that are being written, and where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from ...lib.text import MAX_SOURCE
from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor

LONGEST = MAX_SOURCE * 2


class Words(models.Model):
    """What somebody is writing, on as many devices as they like."""

    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)  # grows with every saving, so that devices know whose is newer
    other = models.TextField(blank=True)  # what another device had written when its words were replaced
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True

    def take(self, title: str, body: str, upon: int | None) -> bool:
        """Take newer words, beside what they do not know: `upon` is the version that they do. Whether they are new."""
        if (self.body, self.title) == (body, title[:200]):
            return False
        self.other = self._beside(body, knows=upon in {None, self.version})
        self.body, self.title = body, title[:200]
        self.version, self.saved_at = self.version + 1, timezone.now()
        return True

    def _beside(self, body: str, *, knows: bool) -> str:
        """What is kept beside the new words: all that was there, but for what they hold themselves."""
        parts = [self.other]
        if not knows:
            parts = [self.body] if self.body.startswith(self.other) else [self.body, self.other]
        kept = [part for part in parts if part.strip() and part.strip() not in body]
        return "\n\n".join(kept)[:LONGEST]


def fits(body: str) -> str:
    """The text, where it is small enough to keep. raises: NotPossible."""
    if len(body) > LONGEST:
        raise NotPossible(_("This is too long to keep as a draft. Save it in a file of your own for now."))
    return body


class DraftQuerySet(models.QuerySet["Draft"]):
    """Adjectives for drafts."""

    def visible_to(self, actor: Actor) -> DraftQuerySet:
        """One's own."""
        return self.filter(rules.visible(actor))


class Draft(Words):
    """What a person is writing in one form; new topics, replies and messages keep theirs beside what they belong to."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=80)  # what the form is about: "discussions.post:12"
    began = models.CharField(max_length=40, blank=True)  # which wording it is to take the place of

    objects: ClassVar[models.Manager[Draft]] = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="one_draft_a_place")]
        indexes = [models.Index(fields=["place"])]

    def __str__(self) -> str:
        return f"draft of {self.person_id} for {self.place}"


def place_of(thing: models.Model, part: str = "") -> str:
    """How the form that changes a thing, or a part of it, is known."""
    return f"{thing._meta.label_lower}:{thing.pk}" + (f":{part}" if part else "")
