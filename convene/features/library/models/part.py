"""What belongs to a resource: its terms, versions, files, those who used it or whose words it is made of."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ....core.files.models import File
from ....core.tags.models import Term
from ...discussions.models import Topic
from .resource import Resource

if TYPE_CHECKING:
    from ....core.people.models import Actor


class Tagged(models.Model):
    """A term that a resource answers to."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="tagged", db_index=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "term"], name="tagged_once")]
        indexes = [models.Index(fields=["term", "resource"])]

    def __str__(self) -> str:
        return f"{self.term_id} on {self.resource_id}"


class Version(models.Model):
    """A resource as it read at some time, and what was changed then."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    changed = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200)
    description = models.TextField()
    html = models.TextField()
    context_note = models.TextField()
    links = models.JSONField(default=list)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["resource", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.resource_id}, version {self.number}"

    @property
    def files(self) -> list[File]:
        """The files that belonged to this version."""
        held = self.resource.held.filter(Q(until=None) | Q(until__gt=self.number), since__lte=self.number)
        return [one.file for one in held.select_related("file").order_by("pk")]


class Held(models.Model):
    """A file of a resource, from one version until another."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="held")
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="+")
    since = models.PositiveIntegerField()
    until = models.PositiveIntegerField(null=True)  # the first version without it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "file"], name="held_once")]

    def __str__(self) -> str:
        return f"{self.file_id} of {self.resource_id}"


class Use(models.Model):
    """Somebody used it, where, and how it went in one sentence."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="uses", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # of the wish to say it: see core/moderation/kinds.py
    institution = models.CharField(max_length=120)
    sentence = models.CharField(max_length=280)
    at = models.DateTimeField(default=timezone.now)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "person"], name="used_once")]
        indexes = [models.Index(fields=["resource", "-at"], condition=Q(hidden_at=None), name="uses_shown")]

    def __str__(self) -> str:
        return f"{self.resource_id} used by {self.person_id}"


class Contributor(models.Model):
    """Somebody whose words a resource is made of, and whether it may name them; None until they say."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="contributors", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_named = models.BooleanField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "person"], name="credited_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.resource_id}"


class MentionQuerySet(models.QuerySet["Mention"]):
    """Adjectives for mentions."""

    def visible_to(self, actor: Actor) -> MentionQuerySet:
        """Those in discussions that `actor` may read."""
        return self.filter(topic__in=Topic.objects.visible_to(actor))


class Mention(models.Model):
    """A discussion in which somebody links to a resource."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[models.Manager[Mention]] = MentionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["resource", "topic"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.resource_id} in {self.topic_id}"


class Reached(models.Model):
    """How far the ledger was read: for mentions, and for what lies beside topics; a row each."""

    entry = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"up to {self.entry}"
