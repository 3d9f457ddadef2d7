"""Keep imported topics in order when more of an archive comes: who stands where, under what number, and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ....lib.text import excerpt
from ..models import Post, Topic
from .mails import SIZE

ASIDE = 1_000_000_000  # on the way to its new number a post has one above this


@dataclass(slots=True, eq=False)
class Standing:
    """A post, here or about to be, on its way to its place."""

    topic: int
    at: datetime
    depth: int
    key: bytes
    author: int | None
    title: str
    post: int | None = None
    number: int = 0
    was: tuple[int, int] = (0, 0)  # topic and number in the database
    is_hidden: bool = False
    excerpt: str = ""

    @property
    def order(self) -> tuple[datetime, int, bytes]:
        """By time; within one second, an answer after what it answers."""
        return self.at, self.depth, self.key


def standings(topics: Iterable[int]) -> list[Standing]:
    """The posts of some topics as they stand."""
    rows = Post.objects.filter(topic__in=topics).values_list(
        "pk",
        "topic_id",
        "number",
        "created_at",
        "author_id",
        "hidden_at",
        "mail__key",
        "mail__references",
        "mail__title",
    )
    return [
        Standing(
            topic, at, len(references or b"") // SIZE, bytes(key or b""), author, title or "",
            post=post, number=number, was=(topic, number), is_hidden=hidden is not None,
        )
        for post, topic, number, at, author, hidden, key, references, title in rows
    ]  # fmt: skip


def number(topic: Topic, posts: list[Standing], *, is_fixed: bool) -> None:
    """Give the posts of a topic their numbers: by time, but in a fixed one after those that have theirs for good."""
    there = [post for post in posts if is_fixed and post.was[0] == topic.pk]
    coming = sorted((post for post in posts if not is_fixed or post.was[0] != topic.pk), key=lambda post: post.order)
    for place, post in enumerate(coming, topic.last_number + 1 if there else 1):
        post.number = place


def describe(topic: Topic, posts: Sequence[Standing]) -> bool:
    """Take what the topic says of itself from its posts, of which there is at least one, and which have their numbers.

    Returns whether it begins otherwise than before.
    """
    first = min(posts, key=lambda post: post.number)
    before = min(
        (post for post in posts if topic.pk and post.was[0] == topic.pk), key=lambda post: post.was[1], default=None
    )
    shown = sorted((post for post in posts if not post.is_hidden), key=lambda post: post.order)
    if before is None or (before is not first and topic.title == _title(before)):
        topic.title = _title(first)
    has_new_start = before is not first or topic.created_at != first.at
    if has_new_start:
        topic.excerpt = (first.excerpt if first.post is None else _excerpt(first.post))[:240]
        topic.author_id, topic.created_at = first.author, first.at
    last = shown[-1] if shown else first
    topic.last_post_at, topic.last_author_id = last.at, last.author
    topic.last_number = max(post.number for post in posts)
    topic.post_count = len(shown)
    topic.people_count = len({post.author for post in posts})
    return has_new_start


COUNTED = ("last_post_at", "last_author", "last_number", "post_count", "people_count")
STARTED = ("title", "excerpt", "author", "created_at")


def _title(post: Standing | None) -> str:
    return (post.title if post else "") or _("(no subject)")


def _excerpt(post: int) -> str:
    return excerpt(Post.objects.values_list("html", flat=True).get(pk=post))
