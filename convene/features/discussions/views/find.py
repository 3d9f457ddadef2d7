"""Find what the viewer may see; hidden and missing look the same."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.http import Http404, HttpRequest

from ....core.communities.models import Community
from ....core.communities.queries import find_community
from ....lib.ruling import Ruling
from .. import rules
from ..models import Post, ShowOfHands, Summary, Topic, place_now
from ..queries import PostRow, find_topic

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


def visible_hands(request: HttpRequest, slug: str, pk: int, number: int) -> ShowOfHands:
    """The show of hands of a post that the viewer may read, with how they voted."""
    post = visible_post(request, slug, pk, number)
    hands = ShowOfHands.objects.of_posts([post.pk]).seen_by(request.user).first() if post.topic.hands_count else None
    if hands is None:
        raise Http404
    hands.post = post
    return hands


def hands_of(request: HttpRequest, here: Topic, rows: list[PostRow]) -> dict[int, tuple[ShowOfHands, Ruling, Ruling]]:
    """Those of a page by their post: how the reader voted, whether they may vote, whether they see the results.

    Asks the database only in topics that have shows of hands.
    """
    if not here.hands_count:
        return {}
    found = {}
    writers = {row.pk: row.author_id for row in rows}
    for hands in ShowOfHands.objects.of_posts(writers).seen_by(request.user):
        hands.post = Post(pk=hands.post_id, topic=here, author_id=writers[hands.post_id])
        found[hands.post_id] = hands, rules.may_vote(request.user, hands), rules.may_see_results(hands)
    return found


def summary_of(here: Topic) -> Summary | None:
    """The topic in short; asks the database only where there is a summary."""
    return Summary.objects.select_related("author").get(pk=here.summary_id) if here.summary_id else None


def original_of(request: HttpRequest, here: Topic) -> Topic | None:
    """Where a duplicate leads, as far as the viewer may read it; asks the database only for duplicates."""
    if not here.duplicate_of_id:
        return None
    seen = Topic.objects.visible_to(request.user).select_related("community")
    found = seen.filter(pk=here.duplicate_of_id).first()
    if found is None:  # it may have been joined to another
        was = Topic.objects.select_related("community").get(pk=here.duplicate_of_id)
        place = place_now(request.user, was.community.slug, was.pk)
        found = place[0] if place else None
    return found


def announcement_after(request: HttpRequest, here: Community) -> datetime | None:
    """When leaders may announce something again; None when they may now, or are none."""
    may_ever = rules.may_start(request.user, here, "announcement")
    return Topic.objects.next_announcement_at(here) if may_ever else None


def page_number(request: HttpRequest) -> int:
    """The page that an address asks for."""
    given = request.GET.get("page", "1")
    if not given.isascii() or not given.isdigit() or not 0 < len(given) < 7 or int(given) < 1:
        raise Http404
    return int(given)
