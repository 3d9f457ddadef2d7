"""Conversations and who takes part in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from .. import rules

if TYPE_CHECKING:
    from ....core.people.models import Actor


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Adjectives for conversations."""

    def visible_to(self, actor: Actor) -> ConversationQuerySet:
        """Conversations in which `actor` takes part."""
        return self.filter(rules.visible(actor))


class Conversation(models.Model):
    """What a few people write to each other."""

    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pair = models.CharField(max_length=44, unique=True, null=True)  # of two people: their numbers, the smaller first
    last_number = models.PositiveIntegerField(default=0)  # highest message number ever given
    last_author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    excerpt = models.CharField(max_length=240, blank=True)  # of the last message, for the list
    created_at = models.DateTimeField(default=timezone.now)

    objects = ConversationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"conversation {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("messages:conversation", args=[self.pk])

    @property
    def group(self) -> str:
        """What notifications about this conversation are grouped under."""
        return f"private_messages.conversation:{self.pk}"

    @staticmethod
    def pair_of(one: int, other: int) -> str:
        """How the conversation of two people is known, so that there is one."""
        return f"{min(one, other)}:{max(one, other)}"


class Participation(models.Model):
    """A person in a conversation, from one message until they leave."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)
    since = models.PositiveIntegerField(default=0)  # the last message before they came; they see what comes after
    left_at = models.DateTimeField(null=True, blank=True)
    left_after = models.PositiveIntegerField(null=True, blank=True)  # the last message before they left
    upto = models.PositiveIntegerField(default=0)  # the last message read
    last_at = models.DateTimeField(default=timezone.now)  # of the conversation's last message, for the list
    muted_at = models.DateTimeField(null=True, blank=True)
    draft = models.TextField(blank=True)

    is_blocked: bool  # of the others on one's page: by the reader; and whether they have blocked the reader
    has_blocked: bool

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "person"], name="one_participation_each")]
        indexes = [
            models.Index(fields=["person", "-last_at"], condition=models.Q(left_at=None), name="conversations_of"),
            models.Index(fields=["added_by", "joined_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.conversation_id}"

    @property
    def channel(self) -> str:
        """What this person's page listens to; it falls silent when they leave."""
        return f"private_messages.participation:{self.pk}"
