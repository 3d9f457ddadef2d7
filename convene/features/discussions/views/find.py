"""Find what the viewer may see; hidden and missing look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest

from ....core.communities.models import Community
from ....core.communities.queries import find_community
from ..models import Post, Topic
from ..queries import find_topic

if TYPE_CHECKING:
    from ....core.people.models import User


def member(request: HttpRequest) -> User:
    """The person who is signed in; the middleware has seen to it that there is one."""
    return cast("User", request.user)


def readable_community(request: HttpRequest, slug: str) -> Community:
    """A community whose discussions the viewer may read."""
    community = find_community(request.user, slug)
    if not Community.objects.readable_by(request.user).filter(pk=community.pk).exists():
        raise Http404
    return community


def visible_topic(request: HttpRequest, slug: str, pk: int) -> Topic:
    """A topic that the viewer may read."""
    return find_topic(request.user, slug, pk)


def visible_post(request: HttpRequest, slug: str, pk: int, number: int) -> Post:
    """A post that the viewer may read."""
    topic = find_topic(request.user, slug, pk)
    post = Post.objects.filter(topic=topic, number=number, hidden_at=None).select_related("author").first()
    if post is None:
        raise Http404
    post.topic = topic
    return post
