"""What of an archive is here already, and where: looked up by digests, so that no address is kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from ..models import MailId, MailSubject, Post

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....lib.mail.message import Message
    from .write import Arrival

AT_ONCE = 900  # values in one query


def digest(text: str) -> bytes:
    """16 bytes that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]


def id_digest(name: str) -> bytes:
    """Stands for a Message-ID, or for the key that a message without one has."""
    return digest(f"id:{name}")


def print_digest(message: Message) -> bytes:
    """Stands for a message's content."""
    return digest(f"print:{message.fingerprint}")


class Known:
    """The mails of a community: those in the database, and for a dry run those that would be."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.imagined: dict[bytes, tuple[str | int, bool]] = {}  # digest -> (thread, whether it has come)
        self.threads: set[str | int] = set()  # met so far, so that a new topic is counted once

    def places(self, digests: Iterable[bytes]) -> dict[bytes, tuple[str | int, bool]]:
        """digest -> (topic, whether the mail itself has come), for those that are known."""
        wanted = set(digests)
        found = {name: self.imagined[name] for name in wanted if name in self.imagined}
        rows = MailId.objects.filter(community=self.community)
        for some in _some(wanted):
            for name, topic, post in rows.filter(digest__in=some).values_list("digest", "topic_id", "post_id"):
                found[bytes(name)] = (topic, post is not None)
                self.threads.add(topic)
        return found

    def subjects(self, keys: Iterable[str]) -> dict[str, list[tuple[datetime, str | int]]]:
        """subject key -> moments and topics of the posts that came under it."""
        by_digest = {digest(f"{self.community.pk}:{key}"): key for key in keys if key}
        topics: dict[int, list[str]] = defaultdict(list)
        for some in _some(by_digest):
            for name, topic in MailSubject.objects.filter(digest__in=some).values_list("digest", "topic_id"):
                topics[topic].append(by_digest[bytes(name)])
        found: dict[str, list[tuple[datetime, str | int]]] = defaultdict(list)
        for some_topics in _some(topics):
            for topic, at in Post.objects.filter(topic__in=some_topics).values_list("topic_id", "created_at"):
                for key in topics[topic]:
                    found[key].append((at, topic))
        self.threads |= set(topics)
        return found

    def imagine(self, arrivals: Iterable[Arrival]) -> None:
        """Remember what a dry run would have written."""
        for arrival in arrivals:
            thread = arrival.place.thread
            self.threads.add(thread)
            for name in arrival.digests():
                self.imagined[name] = (thread, True)
            for name in arrival.awaited():
                self.imagined.setdefault(name, (thread, False))


def subject_digest(community: Community, key: str) -> bytes:
    """Stands for a subject in one community."""
    return digest(f"{community.pk}:{key}")


def _some(values: Iterable[bytes] | Iterable[int]) -> Iterator[list[bytes | int]]:
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        yield some
