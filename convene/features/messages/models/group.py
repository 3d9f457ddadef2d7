"""What leaders write to all members of a community at once; answers go to whoever wrote it, and to nobody else."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from ....core.communities.models import Community
from .. import rules

if TYPE_CHECKING:
    from ....core.people.models import Actor


class GroupMessageQuerySet(models.QuerySet["GroupMessage"]):
    """Adjectives for messages to all members."""

    def visible_to(self, actor: Actor) -> GroupMessageQuerySet:
        """Those to communities that `actor` belonged to when they were written, and belongs to now."""
        return self.filter(rules.visible_group_messages(actor))

    def for_cards(self) -> GroupMessageQuerySet:
        """With what a line about them shows."""
        return self.select_related("community", "author")


class GroupMessage(models.Model):
    """One such message."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField(blank=True)  # Markdown as written
    html = models.TextField(blank=True)
    excerpt = models.CharField(max_length=240, blank=True)
    cooked_with = models.PositiveSmallIntegerField(default=0)
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # sent by the writer: no message is made twice
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[models.Manager[GroupMessage]] = GroupMessageQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "-created_at"])]

    def __str__(self) -> str:
        return f"message to all of {self.community_id}"

    def get_absolute_url(self) -> str:
        return reverse("messages:group", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about it are grouped under."""
        return f"private_messages.groupmessage:{self.pk}"
