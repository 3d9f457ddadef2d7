"""Addresses that lead elsewhere now: of posts that were moved out of a topic, of topics that changed communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ....core.communities.models import Community
from .post import Post
from .topic import Topic

if TYPE_CHECKING:
    from ....core.people.models import Actor


class MovedTopic(models.Model):
    """A community in which a topic once stood."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="moves")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "community"], name="one_former_community_each")]

    def __str__(self) -> str:
        return f"{self.topic_id} once in {self.community_id}"


class MovedPost(models.Model):
    """A number that a post had in a topic; the post knows where it stands now, so that no address leads to another."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="moved_posts")
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="addresses")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "number"], name="one_moved_post_a_number")]

    def __str__(self) -> str:
        return f"{self.topic_id}#{self.number} is now {self.post_id}"


def place_now(actor: Actor, slug: str, pk: int, number: int = 0, after: int = 0) -> tuple[Topic, int] | None:
    """Where that stands which once had an address, as far as `actor` may read it: the topic and the number in it.

    number: of a post; 0 for a topic, which stands where its first post after number `after` does.
    """
    was_here = Q(community__slug=slug) | Q(community__aliases__slug=slug)
    was_here |= Q(moves__community__slug=slug) | Q(moves__community__aliases__slug=slug)
    was_here |= Q(shares__community__slug=slug) | Q(shares__community__aliases__slug=slug)
    topic = Topic.objects.filter(was_here, pk=pk).only("pk", "community_id").first()
    if topic is None:
        return None
    seen, moved = Topic.objects.visible_to(actor).select_related("community"), topic.moved_posts.order_by("number")
    if number:
        row = moved.filter(number=number).values_list("post__topic", "post__number").first()
    elif topic.posts.exists():
        row = None
    else:
        rest = moved.filter(number__gt=after).values_list("post__topic", "post__number").first()
        row = rest or moved.values_list("post__topic", "post__number").last()
    target, there = row or (pk, number)
    found = seen.filter(pk=target).first()
    return (found, there) if found else None
