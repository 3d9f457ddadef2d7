"""Whatever the order and the portions in which mail comes, the topics are the same in the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db.models import F
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from convene.core.communities.models import Community
from convene.features.discussions.archives import run
from convene.features.discussions.archives.mails import digest
from convene.features.discussions.models import MailId, Post, Topic
from convene.lib.mail.archive import find_archives
from convene.lib.mail.message import parse_message
from convene.lib.mail.threads import assign_threads

START = datetime(2019, 3, 1, tzinfo=UTC)
SUBJECTS = ("Sensors", "Opening hours", "Labels in two languages")
NEXT = count()


@dataclass(frozen=True)
class Mail:
    number: int
    references: tuple[int, ...]  # above 100 for mails that never come
    subject: str
    author: int
    at: datetime | None

    @property
    def source(self) -> bytes:
        lines = [
            f"From: Person {self.author} <person{self.author}@example.org>",
            f"Subject: {self.subject}",
            f"Message-ID: <{self.number}@list.example>",
            *([f"Date: {format_datetime(self.at)}"] if self.at else []),
            *(
                [f"References: {' '.join(f'<{number}@list.example>' for number in self.references)}"]
                if self.references
                else []
            ),
            "",
            f"Mail number {self.number} has this to say.",
            "",
        ]
        return "\n".join(lines).encode()


@st.composite
def forests(draw: st.DrawFn) -> list[Mail]:
    """Threads with missing parents, subjects that come again, replies that name nobody, and clocks that are wrong."""
    size = draw(st.integers(1, 14))
    minutes = draw(st.lists(st.integers(0, 120 * 24 * 60), min_size=size, max_size=size, unique=True))
    mails: list[Mail] = []
    for number, minute in enumerate(minutes):
        parent = draw(st.none() | st.integers(0, number - 1)) if number else None
        references = (*mails[parent].references, parent)[-3:] if parent is not None else ()
        references += draw(st.sampled_from([(), (), (), (101,), (102,)])) if not references else ()
        if references and draw(st.booleans()):
            references = references[-1:]
        has_date = not (parent is not None and mails[parent].at) or draw(st.integers(0, 6)) > 0
        subject = draw(st.sampled_from(SUBJECTS))
        mails.append(
            Mail(
                number, references, ("Re: " if draw(st.booleans()) else "") + subject, draw(st.integers(0, 2)),
                START + timedelta(minutes=minute) if has_date else None,
            )
        )  # fmt: skip
    return mails


def bring_in(
    folder: Path, community: Community, files: Sequence[Sequence[Mail]], *, batch: int, dry_run: bool = False
) -> list[tuple[int, ...]]:
    archives = []
    for number, mails in enumerate(files):
        path = folder / f"{next(NEXT)}-{number}.mbox"
        path.write_bytes(b"".join(b"From list@example.org\n" + mail.source + b"\n" for mail in mails))
        archives += find_archives(path)
    before, run.BATCH = run.BATCH, batch
    try:
        reports = list(run.import_archives(None, community, archives, dry_run=dry_run))
    finally:
        run.BATCH = before
    return [(r.read, r.added, r.duplicates, r.refused, r.topics) for r in reports]


def topics_of(community: Community) -> list[tuple[object, ...]]:
    """Everything about the topics of a community that a reader can see."""
    posts = defaultdict(list)
    rows = Post.objects.filter(topic__community=community).order_by("number")
    for topic, number, body, at in rows.values_list("topic_id", "number", "body", "created_at"):
        posts[topic].append((number, body, at))
    topics = Topic.objects.filter(community=community).values_list(
        "pk", "title", "excerpt", "created_at", "last_post_at", "last_number", "post_count", "people_count",
        "author__name", "last_author__name",
    )  # fmt: skip
    assert {row[0] for row in topics} == set(posts)
    return sorted(((*row[1:], *posts[row[0]]) for row in topics), key=repr)


def new_community() -> Community:
    number = next(NEXT)
    return Community.objects.create(slug=f"c-{number}", name=f"C {number}", line="", state="operating")


def files_of(mails: Sequence[Mail], cuts: Sequence[int]) -> list[list[Mail]]:
    places = sorted({0, *(cut % (len(mails) + 1) for cut in cuts), len(mails)})
    return [list(mails[start:end]) for start, end in zip(places, places[1:], strict=False) if end > start]


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_the_same_topics_whatever_the_order_and_the_portions(data):
    mails = data.draw(forests())
    shuffled = data.draw(st.permutations(mails))
    again = data.draw(st.lists(st.sampled_from(mails), max_size=4))
    files = files_of([*shuffled, *again], data.draw(st.lists(st.integers(0, 20), max_size=4)))
    batch = data.draw(st.integers(1, 5))
    once, parts = new_community(), new_community()
    with TemporaryDirectory() as folder:
        bring_in(Path(folder), once, [mails], batch=1000)
        foretold = bring_in(Path(folder), parts, files, batch=batch, dry_run=True)
        assert not Topic.objects.filter(community=parts).exists()
        assert bring_in(Path(folder), parts, files, batch=batch) == foretold
    assert topics_of(parts) == topics_of(once)
    assert sum(topics for *_rest, topics in foretold) == Topic.objects.filter(community=parts).count()
    assert sum(added for _read, added, *_rest in foretold) == len(mails)
    # as one look at all the headers says
    found = defaultdict(set)
    for topic, body in Post.objects.filter(topic__community=parts).values_list("topic_id", "body"):
        found[topic].add(int(body.split()[2]))
    assert sorted(map(sorted, found.values())) == threads_of(mails)
    named = MailId.objects.filter(community=parts).exclude(post=None)
    assert not named.exclude(post__topic=F("topic")).exists()


def threads_of(mails: Sequence[Mail]) -> list[list[int]]:
    """What the parser's own threading makes of all the headers at once; keys decide between mails without dates."""
    numbers = {digest(f"id:{mail.number}@list.example").hex(): mail.number for mail in mails}
    headers = []
    for mail in mails:
        header = parse_message(mail.source).header()
        names = [digest(f"id:{name}").hex() for name in (header.key, *header.references)]
        headers.append(replace(header, key=names[0], references=tuple(names[1:])))
    threads = defaultdict(set)
    for key, place in assign_threads(headers).items():
        threads[place.thread].add(numbers[key])
    return sorted(map(sorted, threads.values()))
