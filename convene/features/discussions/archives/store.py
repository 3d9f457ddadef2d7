"""Where mails stand now: read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db.models import Exists, OuterRef, Q

from ..models import Draft, MailHeader, MailId, MovedPost, Post, Reading, Topic
from .mails import Held, Mail, split

if TYPE_CHECKING:
    from ....core.communities.models import Community

AT_ONCE = 900  # values in one query
Value = TypeVar("Value")
FIELDS = (
    "key", "references", "subject", "author", "is_reply", "written_at", "post__created_at", "title", "follows",
    "has_parent", "post__topic_id", "post_id",
)  # fmt: skip


class Store(Protocol):
    """Mails that are here."""

    def named(self, names: Iterable[bytes]) -> dict[bytes, Held]:
        """Where the mails of these names are, as far as anything is known of them."""

    def mails(self, keys: Iterable[bytes]) -> list[Mail]:
        """The mails of these keys."""

    def alike(self, subjects: Iterable[bytes]) -> list[Mail]:
        """The mails that came under these subjects."""

    def members(self, topics: Iterable[int]) -> list[Mail]:
        """The mails of these topics, with all their names."""

    def fixed(self, topics: Iterable[int]) -> set[int]:
        """Those of the topics in which posts keep their numbers, because somebody may know them."""


class Kept:
    """The mails of a community, in the database."""

    def __init__(self, community: Community) -> None:
        self.community = community

    def named(self, names: Iterable[bytes]) -> dict[bytes, Held]:
        """See `Store`."""
        rows = MailId.objects.filter(community=self.community)
        found = {}
        columns = ("digest", "topic_id", "post__mail__key", "post__mail__written_at", "post__mail__references")
        for some in in_parts(names):
            row: tuple[bytes, int, bytes | None, datetime | None, bytes]
            for row in rows.filter(digest__in=some).values_list(*columns):
                name, topic, key, date, references = row
                if key is None:
                    found[bytes(name)] = Held(topic)
                else:
                    found[bytes(name)] = Held(topic, bytes(key), date, frozenset(split(references)))
        return found

    def mails(self, keys: Iterable[bytes]) -> list[Mail]:
        """See `Store`."""
        here = MailId.objects.filter(community=self.community)
        return [
            mail
            for some in in_parts(keys)
            for mail in _read(Q(post__in=here.filter(digest__in=some).values("post"))).values()
        ]

    def alike(self, subjects: Iterable[bytes]) -> list[Mail]:
        """See `Store`."""
        return [mail for some in in_parts(subjects) for mail in _read(Q(subject__in=some)).values()]

    def members(self, topics: Iterable[int]) -> list[Mail]:
        """See `Store`."""
        mails: dict[int, Mail] = {}
        for some in in_parts(topics):
            mails |= _read(Q(post__topic__in=some))
            names = MailId.objects.filter(topic__in=some).exclude(post=None)
            for name, post in names.values_list("digest", "post_id"):
                if post in mails:
                    mails[post].names.add(bytes(name))
        return list(mails.values())

    def fixed(self, topics: Iterable[int]) -> set[int]:
        """See `Store`."""
        mine = OuterRef("pk")
        touched = (
            Exists(Reading.objects.filter(topic=mine))
            | Exists(Draft.objects.filter(topic=mine))
            | Exists(MovedPost.objects.filter(Q(topic=mine) | Q(post__topic=mine)))
            | Exists(Post.objects.filter(topic=mine, is_imported=False))
            | Q(pinned_at__isnull=False)
            | Q(closed_at__isnull=False)
            | Q(hidden_at__isnull=False)
            | Q(kind="announcement")
            | Q(Exists(MailHeader.objects.filter(post__topic=mine).exclude(subject=None)), kind="question")
        )
        return {
            pk
            for some in in_parts(topics)
            for pk in Topic.objects.filter(touched, pk__in=some).values_list("pk", flat=True)
        }


def _read(which: Q) -> dict[int, Mail]:
    """Mails by post."""
    found = {}
    for row in MailHeader.objects.filter(which).values_list(*FIELDS):
        key, references, subject, author, is_reply, date, at, title, follows, has_parent, topic, post = row
        found[post] = Mail(
            key=bytes(key),
            names={bytes(key)},
            references=split(references),
            subject=bytes(subject or b""),
            author=bytes(author),
            is_reply=is_reply,
            date=date,
            at=at,
            title=title,
            follows=None if follows is None else bytes(follows),
            has_parent=has_parent,
            topic=topic,
            post=post,
        )
    return found


def in_parts(values: Iterable[Value]) -> Iterator[list[Value]]:
    """The values, each once, as many at a time as fit into a query."""
    rest = iter(dict.fromkeys(values))
    while some := list(islice(rest, AT_ONCE)):
        yield some
