"""Topics that other communities show as well: one topic, one home, no copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone

from ....core.communities.models import Community
from .. import rules

if TYPE_CHECKING:
    from ....core.people.models import Actor


MOST_SHARES = 3  # other communities that show one topic


class Reach(models.TextChoices):
    """Who may read a shared topic beside those who read its own community; said before it was shared."""

    SAME = ""  # nobody else
    MEMBERS = "members"  # of the other community
    EVERYONE = "everyone"


class ShareQuerySet(models.QuerySet["Share"]):
    """Adjectives for shares."""

    def in_force(self) -> ShareQuerySet:
        """Those that show their topic now: nobody reads more through them than was agreed."""
        return self.filter(rules.in_force())

    def current(self, community: int) -> ShareQuerySet:
        """What a community shows of others, less what was taken down or archived, by the last post."""
        shown = self.in_force().filter(community=community, topic__hidden_at=None, topic__archived_at=None)
        return shown.order_by("-last_post_at")

    def reaching(self, actor: Actor) -> ShareQuerySet:
        """Those through which `actor` may read."""
        return self.filter(rules.reaching(actor))


class Share(models.Model):
    """A community that shows a topic of another one."""

    topic = models.ForeignKey("discussions.Topic", on_delete=models.CASCADE, related_name="shares", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="shares", db_index=False)
    home = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)  # the topic's own
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.SAME, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)  # taken out by those who keep order in the community
    last_post_at = models.DateTimeField(default=timezone.now)  # as its topic says, for an index

    objects = ShareQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "community"], name="shared_once_with_each")]
        indexes = [models.Index(fields=["community", "-last_post_at"], name="shared_list")]

    def __str__(self) -> str:
        return f"{self.topic_id} also in {self.community_id}"
