"""Where each reader stopped, and what they are writing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ....core.communities.models import Community
from ....core.drafts.models import Words
from .topic import Topic


class Follow(models.TextChoices):
    """How closely a person follows a topic."""

    WATCHING = "watching", _("Watching")  # told about every post
    TRACKING = "tracking", _("Tracking")  # sees the number of unread posts
    NORMAL = "normal", _("Normal")  # told when mentioned or answered
    MUTED = "muted", _("Muted")  # never told, out of lists of new things


class Reading(models.Model):
    """Where a person stopped in a topic, and how closely they follow it."""

    # Their indexes are those below
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="readings", db_index=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="readings", db_index=False
    )
    upto = models.PositiveIntegerField(default=0)  # number of the last post read
    gaps = models.PositiveIntegerField(default=0)  # numbers after it whose posts stand in another topic now
    follow = models.CharField(max_length=12, choices=Follow.choices, default=Follow.NORMAL)
    has_written = models.BooleanField(default=False)
    bookmarked = models.TextField(blank=True)  # numbers of the posts here that the person keeps: "12,15"
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_reading_each")]
        indexes = [models.Index(fields=["topic", "follow"])]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.topic_id} up to {self.upto}"


class Draft(Words):
    """What a person is writing: a reply to a topic, or a new topic in a community."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "community", "topic"], name="one_draft_a_topic"),
            models.UniqueConstraint(
                fields=["person", "community"], condition=models.Q(topic=None), name="one_draft_of_a_new_topic"
            ),
        ]

    def __str__(self) -> str:
        return f"draft of {self.person_id}"
