"""Things that moderators look at, and what they decided."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from ....lib.text import safe
from ...communities.models import Community
from .. import rules

if TYPE_CHECKING:
    from ...people.models import Actor


class Cause(models.TextChoices):
    """Why moderators look at something."""

    HELD = "held", _("Waits before it appears")
    REPORTED = "reported", _("Reported")
    FLAGGED = "flagged", _("A watch word was found")


class State(models.TextChoices):
    """Where it stands."""

    WAITING = "waiting", _("Waits for a moderator")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class ItemQuerySet(models.QuerySet["Item"]):
    """Adjectives for items."""

    def visible_to(self, actor: Actor) -> ItemQuerySet:
        """What `actor` may look at: one's own, and all in the communities where one keeps order."""
        return self.filter(rules.visible(actor))

    def decided_by_people_like(self, actor: Actor) -> ItemQuerySet:
        """What stands in the queue of `actor`."""
        return self.filter(rules.in_queue_of(actor))

    def waiting(self) -> ItemQuerySet:
        """Not decided yet."""
        return self.filter(state=State.WAITING)

    def approved(self) -> ItemQuerySet:
        """A moderator lets them appear."""
        return self.filter(state=State.APPROVED)

    def appealed(self) -> ItemQuerySet:
        """Decided, and the author asks for a second look."""
        return self.filter(appealed_at__isnull=False, judged_at=None)

    def decided(self) -> ItemQuerySet:
        """Looked at."""
        return self.filter(decided_at__isnull=False).exclude(state=State.WAITING)

    def unpublished(self) -> ItemQuerySet:
        """Held, and not published so far: shown to the author alone, in its place."""
        return self.filter(cause=Cause.HELD, published_at=None, state__in=(State.WAITING, State.REFUSED))


class Item(models.Model):
    """Something that waits to be published, or that was published and reported: one row for each, for good."""

    kind = models.CharField(max_length=40)  # who answers for it: see kinds.py
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # of the thing, before and after it is published
    published_at = models.DateTimeField(null=True)  # None while nobody but its author and moderators can see it
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause.choices)
    why = models.CharField(max_length=80, blank=True)  # a short code: see queries/words.py
    title = models.CharField(max_length=200)
    body = models.TextField()  # Markdown as written when it came here
    html = models.TextField()
    place = models.CharField(max_length=80)  # what it stands in or would: "discussions.topic:12"
    address = models.CharField(max_length=300)
    values = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # what its kind needs to publish it
    files = models.ManyToManyField("files.File", related_name="+")  # shown in it; moderators may open them
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    report_count = models.PositiveIntegerField(default=0)  # reports that nobody has answered
    hidden_at = models.DateTimeField(null=True)  # taken down here, by reports or by a moderator
    waits_since = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(blank=True)  # of a refusal, told to the author
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True)
    judged_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            # In the order of the queue, with whose it is, so that counting and choosing read nothing else
            models.Index(
                fields=["waits_since", "id", "community", "author"],
                condition=models.Q(state="waiting"),
                name="items_waiting",
            ),
            models.Index(fields=["community", "-decided_at"], name="items_decided"),
            models.Index(
                fields=["-decided_at", "-id"],
                condition=models.Q(decided_at__isnull=False) & ~models.Q(state="waiting"),
                name="items_decided_anywhere",
            ),
            models.Index(fields=["author", "-created_at"], name="items_of_author"),
            models.Index(
                fields=["appealed_at", "id", "community", "author", "judged_at"],
                condition=models.Q(appealed_at__isnull=False, judged_at=None),
                name="items_appealed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("moderation:item", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under, for its author."""
        return f"moderation.item:{self.pk}"

    @property
    def on_page(self) -> Markup:
        """Its text as HTML that was made safe when it was written."""
        return safe(self.html)

    @property
    def wish(self) -> str:
        """What publishing it would do, in a word of its kind; "" for what stands already."""
        return str(self.values.get("do", ""))

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING

    @property
    def is_refused(self) -> bool:
        return self.state == State.REFUSED

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def is_appealed(self) -> bool:
        """Whether its author waits for a second look."""
        return self.appealed_at is not None and self.judged_at is None


class Did(models.TextChoices):
    """What can happen to an item."""

    HELD = "held", _("Held before it appeared")
    FLAGGED = "flagged", _("Marked by a watch word")
    REPORTED = "reported", _("Reported")
    HIDDEN = "hidden", _("Hidden until somebody looks")
    APPROVED = "approved", _("Approved")
    EDITED = "edited", _("Edited and approved")
    REFUSED = "refused", _("Refused")
    RESUBMITTED = "resubmitted", _("Mended and sent again")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    APPEALED = "appealed", _("Asked for a second look")
    UPHELD = "upheld", _("The decision stands")
    OVERTURNED = "overturned", _("The decision was changed")


class Decision(models.Model):
    """A line in an item's history: what was done, by whom and why."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="history")
    did = models.CharField(max_length=12, choices=Did.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    before = models.TextField(blank=True)  # the words that somebody changed

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["did", "at"], name="decisions_by_time")]

    def __str__(self) -> str:
        return f"{self.did} {self.item_id}"
