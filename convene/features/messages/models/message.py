"""Messages and the files shown with them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .. import rules
from .conversation import Conversation

if TYPE_CHECKING:
    from ....core.people.models import Actor


class MessageQuerySet(models.QuerySet["Message"]):
    """Adjectives for messages."""

    def visible_to(self, actor: Actor) -> MessageQuerySet:
        """Messages that `actor` may read."""
        return self.filter(rules.visible_messages(actor))


class Message(models.Model):
    """What one person wrote to the others. Taken back, its words are gone."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()  # within the conversation, from 1; never given twice
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    body = models.TextField(blank=True)  # Markdown as written
    html = models.TextField(blank=True)  # cooked when written
    cooked_with = models.PositiveSmallIntegerField(default=0)  # version of the renderer
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # sent by the writer: no message is made twice
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "number"], name="one_message_a_number")]
        indexes = [models.Index(fields=["author", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.conversation_id}#{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("messages:message", args=[self.conversation_id, self.number])


class Attachment(models.Model):
    """A file shown with a message."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey("files.File", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "file"], name="one_file_a_message")]

    def __str__(self) -> str:
        return f"{self.file_id} on {self.message_id}"
