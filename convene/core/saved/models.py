"""Saved searches, what was found for each since, and how far the ledger was read for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules

if TYPE_CHECKING:
    from ..people.models import Actor

KEPT = timedelta(days=365)  # for which is remembered what was told of


class Mail(models.TextChoices):
    """How often a search mails what is new."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Monday morning")
    NEVER = "never", _("Never, only at the bell")


class SearchQuerySet(models.QuerySet["Search"]):
    """Adjectives for saved searches."""

    def visible_to(self, actor: Actor) -> SearchQuerySet:
        """One's own."""
        return self.filter(rules.visible(actor))

    def at_work(self) -> SearchQuerySet:
        """Those for which something is looked for: not paused, and of somebody who takes part."""
        theirs = Q(person__is_active=True, person__suspended_at=None, person__claimed_at__isnull=False)
        return self.filter(theirs, paused_at=None)


class Search(models.Model):
    """What somebody wants to hear of: the words and filters of a page that finds things."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    page = models.CharField(max_length=12)  # a key of the setting SAVED_ON
    said = models.JSONField()  # the words and filters, as that page keeps them
    name = models.CharField(max_length=120, blank=True)  # "" where words and filters say it
    mail = models.CharField(max_length=8, choices=Mail.choices, default=Mail.DAILY)
    created_at = models.DateTimeField(default=timezone.now)
    since = models.DateTimeField(default=timezone.now)  # what is older is not new
    paused_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Search]] = SearchQuerySet.as_manager()

    def __str__(self) -> str:
        return f"search {self.pk} of {self.person_id}"

    def get_absolute_url(self) -> str:
        return reverse("saved:search", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped by."""
        return f"saved.search:{self.pk}"


class Find(models.Model):
    """A thing that is new and fits; of a thread the first part that did."""

    search = models.ForeignKey(Search, on_delete=models.CASCADE, related_name="finds", db_index=False)
    kind = models.CharField(max_length=12)  # a key of the setting SEARCHED
    thread = models.BigIntegerField()
    obj = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True)  # when to mail of it; None: it was, or will not be
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "kind", "thread"], name="found_once")]
        indexes = [
            models.Index(fields=["due_at"], condition=~Q(due_at=None), name="finds_to_mail"),
            models.Index(fields=["search"], condition=Q(seen_at=None), name="finds_unseen"),
            models.Index(fields=["at"], name="finds_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.obj} for {self.search_id}"


class Reached(models.Model):
    """How far the ledger was read for saved searches; one row."""

    line = models.BigIntegerField()

    def __str__(self) -> str:
        return f"up to {self.line}"
