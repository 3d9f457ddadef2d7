"""Write a batch of mails as posts: authors, topics, posts, and how each mail is known, in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.communities.models import Community
from ....core.files.actions import attach
from ....core.files.models import File
from ....core.ledger.actions import record
from ....core.people.actions.archives import Writer, authors
from ....lib.mail.message import Message
from ....lib.mail.threads import Placed
from ....lib.text import Cooked
from ..actions.order import recount
from ..models import Attachment, MailId, MailSubject, Post, Topic
from .known import id_digest, print_digest, subject_digest
from .settle import IN_TRANSIT, can_be_joined, join, settle

if TYPE_CHECKING:
    from ....core.people.models import User


@dataclass(slots=True)
class Arrival:
    """A mail that is new here, and what becomes of it."""

    message: Message
    place: Placed[str | int]
    body: str = ""
    cooked: Cooked = field(default_factory=lambda: Cooked("", ""))

    @property
    def at(self) -> datetime:
        """When it was written, or where it is placed."""
        return self.message.date or timezone.now()

    @property
    def writer(self) -> Writer:
        """What its author is found by."""
        return self.message.author_address, self.message.author_name

    def digests(self) -> set[bytes]:
        """How it will be known."""
        return {id_digest(self.message.key), print_digest(self.message)}

    def awaited(self) -> set[bytes]:
        """The mails that it refers to."""
        return {id_digest(name) for name in self.message.references}


Threads = Mapping[str | int, Sequence[Arrival]]


@transaction.atomic
def write(actor: User | None, community: Community, arrivals: Sequence[Arrival]) -> set[str | int]:
    """Write a batch; returns its topics. What was imported apart and turns out to be one thread is joined."""
    community = Community.objects.select_for_update().get(pk=community.pk)
    writers = authors(each.writer for each in arrivals)
    threads: dict[str | int, list[Arrival]] = defaultdict(list)
    for each in sorted(arrivals, key=lambda each: (each.at, each.message.key)):
        threads[each.place.thread].append(each)
    there: dict[str | int, Topic] = dict(Topic.objects.in_bulk([name for name in threads if isinstance(name, int)]))
    topics = there | _new_topics(community, {name: threads[name] for name in threads if name not in there}, writers)
    pairs = _posts(threads, topics, there, writers)
    _remember(community, pairs)
    _attach(pairs)
    for other, into in _joins(threads, topics):
        join(other, into)
    for topic in {topic.pk: topic for topic in there.values()}.values():
        settle(topic)
    recount(community)
    record(actor, "discussions.imported", community, community=community, facts={"posts": len(pairs), "topics": len(topics)})
    return {topic.pk for topic in topics.values()}


def _new_topics(community: Community, threads: Threads, writers: Mapping[Writer, User]) -> dict[str | int, Topic]:
    made = {
        name: Topic(
            community=community,
            title=(members[0].message.title or _("(no subject)"))[:200],
            author=writers[members[0].writer],
            excerpt=members[0].cooked.excerpt[:240],
            created_at=members[0].at,
            last_post_at=members[-1].at,
            last_author=writers[members[-1].writer],
            last_number=len(members),
            post_count=len(members),
            people_count=len({writers[each.writer].pk for each in members}),
        )
        for name, members in threads.items()
    }
    return dict(zip(made, Topic.objects.bulk_create(made.values()), strict=True))


def _posts(
    threads: Threads, topics: Mapping[str | int, Topic], there: Mapping[str | int, Topic], writers: Mapping[Writer, User]
) -> list[tuple[Post, Arrival]]:
    """The posts, numbered from 1 in a new topic, and by `settle` in one that was there."""
    made = [
        (
            Post(
                topic=topics[name],
                number=number + (IN_TRANSIT if name in there else 0),
                author=writers[each.writer],
                body=each.body,
                html=each.cooked.html,
                cooked_with=each.cooked.version,
                created_at=each.at,
                is_imported=True,
            ),
            each,
        )
        for name, members in threads.items()
        for number, each in enumerate(members, 1)
    ]
    Post.objects.bulk_create([post for post, _arrival in made], batch_size=500)
    return made


def _remember(community: Community, pairs: Sequence[tuple[Post, Arrival]]) -> None:
    """Note how each mail is known, and which others it waits for."""
    come = {name: post for post, arrival in pairs for name in arrival.digests()}
    awaited = {name: post.topic_id for post, arrival in pairs for name in arrival.awaited() if name not in come}
    MailId.objects.bulk_create(
        [MailId(community=community, digest=name, topic_id=post.topic_id, post=post) for name, post in come.items()],
        update_conflicts=True, unique_fields=["community", "digest"], update_fields=["topic", "post"],
    )  # fmt: skip
    MailId.objects.bulk_create(
        [MailId(community=community, digest=name, topic_id=topic) for name, topic in awaited.items()], ignore_conflicts=True
    )
    subjects = {(post.topic_id, arrival.message.header().subject_key) for post, arrival in pairs}
    MailSubject.objects.bulk_create(
        [MailSubject(topic_id=topic, digest=subject_digest(community, key)) for topic, key in subjects if key],
        ignore_conflicts=True,
    )


def _attach(pairs: Sequence[tuple[Post, Arrival]]) -> None:
    holders = {key: post for post, arrival in pairs for key in arrival.cooked.files}
    files = list(File.objects.filter(key__in=holders, owner=None))
    Attachment.objects.bulk_create(Attachment(post=holders[file.key], file=file) for file in files)
    attach(files)


def _joins(threads: Threads, topics: Mapping[str | int, Topic]) -> Iterator[tuple[Topic, Topic]]:
    """Topics that a newly come mail shows to be one with another."""
    for name, members in threads.items():
        also = {topic for each in members for topic in each.place.also if isinstance(topic, int)} - {topics[name].pk}
        for other in Topic.objects.filter(pk__in=also):
            if can_be_joined(other) and can_be_joined(topics[name]):
                yield other, topics[name]
