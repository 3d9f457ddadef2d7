"""A resource as it stands now."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ....core.communities.models import Community
from ....core.tags.models import Term
from ...discussions.models import Topic
from .. import rules

if TYPE_CHECKING:
    from ....core.people.models import Actor, User

REVIEWED_AFTER = dt.timedelta(days=365)  # unless somebody says otherwise
ASKED_FOR = dt.timedelta(days=60)  # those who used it may still answer, even if others have done so before


class State(models.TextChoices):
    """Where a resource stands in its life."""

    DRAFT = "draft", _("Draft")
    WAITING = "waiting", _("Waiting for review")
    PUBLISHED = "published", _("In the library")
    STALE = "stale", _("Due for a fresh look")
    RETIRED = "retired", _("Retired")


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Adjectives for resources."""

    def visible_to(self, actor: Actor) -> ResourceQuerySet:
        """Resources that `actor` may open."""
        return self.filter(rules.visible(actor))

    def on_shelf(self, actor: Actor) -> ResourceQuerySet:
        """What the library lists for `actor`."""
        return self.filter(rules.on_shelf(actor))

    def reviewed_by(self, actor: Actor) -> ResourceQuerySet:
        """What belongs to communities in which `actor` keeps order."""
        return self.filter(rules.reviewed_by(actor))

    def for_cards(self) -> ResourceQuerySet:
        """With what a line about a resource needs."""
        return self.select_related("community")

    def overdue(self) -> ResourceQuerySet:
        """Published, and due for a fresh look."""
        return self.filter(state=State.PUBLISHED, review_on__lte=timezone.localdate())


class Resource(models.Model):
    """Something that colleagues used, what it is, whose it is, and why it fits a science center."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="resources", db_index=False)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField(max_length=200)
    authors = models.CharField(max_length=200)  # whose it is
    description = models.TextField()  # what it is, as Markdown
    html = models.TextField()  # the same, cooked when it was written
    excerpt = models.CharField(max_length=240, blank=True)
    cooked_with = models.PositiveSmallIntegerField(default=0)
    context_note = models.TextField()  # why it fits a science center; plain words
    links = models.JSONField(default=list)  # [words, address], in their order
    year = models.PositiveSmallIntegerField(null=True)  # in which it was made
    terms = models.ManyToManyField(Term, through="Tagged", related_name="+")
    source = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")  # it was made of this
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, related_name="+")  # about it
    number = models.PositiveIntegerField(default=1)  # of the version that it is
    use_count = models.PositiveIntegerField(default=0)  # institutions that used it
    answer = models.TextField(blank=True)  # a reviewer's words on giving it back or retiring it
    review_on = models.DateField(null=True)  # when it is due for a fresh look
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(default=timezone.now)
    reviewed_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)  # when those who used it were last asked to look at it again
    is_offered = models.BooleanField(null=True)  # to harvesters; False: it was, until its community closed; None: never

    objects: ClassVar[models.Manager[Resource]] = ResourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(context_note="") | models.Q(state__in=("draft", "waiting")),
                name="a_resource_says_why_it_fits",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state"]),
            models.Index(fields=["state", "-use_count", "-published_at"], name="most_used_first"),
            models.Index(fields=["state", "-published_at"], name="newest_first"),
            models.Index(fields=["state", "title"], name="by_title"),
            models.Index(fields=["changed_at", "id"], name="latest_changes"),
            models.Index(fields=["review_on"], condition=models.Q(state="published"), name="due_for_a_look"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:resource", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under."""
        return f"library.resource:{self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def is_stale(self) -> bool:
        return self.state == State.STALE

    @property
    def is_retired(self) -> bool:
        return self.state == State.RETIRED

    @property
    def is_on_shelf(self) -> bool:
        """Whether lists show it."""
        return self.state in rules.SHELF

    @property
    def asks_for_looks(self) -> bool:
        """Whether those who used it are being asked what they find."""
        return self.asked_at is not None and (self.is_stale or self.asked_at > timezone.now() - ASKED_FOR)

    def found_fresh(self, until: dt.date | None = None) -> list[str]:
        """Somebody looked and it holds until that day, or for a year; the names of the fields to save."""
        self.state, self.answer, self.reviewed_at = State.PUBLISHED, "", timezone.now()
        self.review_on = until or timezone.localdate() + REVIEWED_AFTER
        return ["state", "answer", "reviewed_at", "review_on"]

    def was_used_by(self, person: Actor) -> bool:
        """Whether the person said that they used it."""
        return bool(person.pk) and self.uses.filter(person_id=person.pk, hidden_at=None).exists()

    @property
    def caretakers(self) -> list[User]:
        """Who looks after it, if anybody does."""
        return [self.owner] if self.owner else []
