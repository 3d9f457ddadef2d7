"""Fill a fresh site with the data set: `python -m benchmarks.fill POSTS` prints what the benchmark asks for as JSON.

Rows are written in bulk, past the actions, with the HTML that the data set brings instead of cooking each text: half a
minute instead of half an hour. Counts, readings and reactions are as the actions would have left them.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import django

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils.text import slugify  # noqa: E402

from benchmarks import dataset  # noqa: E402
from convene.config.preparation import prepare  # noqa: E402
from convene.core.communities.models import Community, Membership  # noqa: E402
from convene.core.ledger.actions import record  # noqa: E402
from convene.core.moderation.models import Standing  # noqa: E402
from convene.core.people.models import User  # noqa: E402
from convene.core.search.following import bring_up_to_date  # noqa: E402
from convene.core.search.models import Word  # noqa: E402
from convene.core.tags.models import Term  # noqa: E402
from convene.features.discussions.actions.titles import note_titles  # noqa: E402
from convene.features.discussions.models import Post, Reaction, Reading, Topic  # noqa: E402
from convene.features.library.models import Resource, Tagged  # noqa: E402
from convene.lib.text import excerpt  # noqa: E402

DAY = dt.timedelta(days=1)
FOLLOWERS = 50
READER = 3  # which of the people looks at the pages
KINDS = ("heart", "thanks", "idea")


def fill(posts: int) -> dict[str, Any]:
    """Write everything; returns the addresses and the cookies of the reader."""
    prepare(lambda _words: None, demo=False)
    rng = random.Random(1)
    people: list[User] = []
    communities: list[Community] = []
    for kind, rows in itertools.groupby(dataset.rows(posts), key=lambda row: row["k"]):
        for batch in _batches(rows, 500):
            with transaction.atomic():  # one for everything would leave gigabytes in a write-ahead log
                if kind == "user":
                    people += User.objects.bulk_create(map(_person, batch))
                elif kind == "cat":
                    communities += Community.objects.bulk_create(map(_community, batch))
                else:
                    _write(rng, batch, people, communities)
        if kind == "cat":
            Membership.objects.bulk_create(_memberships(rng, people, communities))
    _write_resources(rng)
    with transaction.atomic():
        Standing.objects.create(person=people[READER], grown_at=_at(0))  # no newcomer, who may write only so much a day
        _count(people[READER])
        record(people[0], "communities.founded", communities[0], community=communities[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    bring_up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return _addresses(people[READER], communities)


def _batches(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    rows = iter(rows)
    while batch := list(itertools.islice(rows, size)):
        yield batch


def _person(row: dict[str, Any]) -> User:
    person = User(email=row["email"], name=row["name"], handle=f"person-{row['i']}", claimed_at=_at(0))
    person.institution = "Museum of Rivers"
    person.set_unusable_password()
    person.find_as = f" {person.name.lower()} {person.handle}"
    return person


def _community(row: dict[str, Any]) -> Community:
    slug = "-".join(slugify(row["name"]).split("-")[:2])
    return Community(slug=slug, name=row["name"].title(), line=row["desc"][:200], state="operating", order=row["i"])


def _memberships(rng: random.Random, people: list[User], communities: list[Community]) -> Iterator[Membership]:
    """Everybody in two communities, the reader in all; each community is led by three."""
    for number, person in enumerate(people):
        for place, community in enumerate(communities):
            leads = number // 3 == place + 10
            if number == READER or leads or (number + place) % 5 < 2:
                role = "leader" if leads else "member"
                yield Membership(community=community, person=person, role=role, joined_at=_at(rng.random()))


def _write(rng: random.Random, batch: list[dict[str, Any]], people: list[User], communities: list[Community]) -> None:
    topics = Topic.objects.bulk_create([_topic(row, people, communities) for row in batch])
    note_titles(topics, are_new=True)
    given: list[Counter[str]] = []
    posts = []
    for topic, row in zip(topics, batch, strict=True):
        for number, post in enumerate(row["posts"], 1):
            given.append(Counter(rng.choices(KINDS, k=rng.randint(1, 5))) if rng.random() < 0.3 else Counter())
            posts.append(
                Post(
                    topic=topic, number=number, author=people[post["u"]], body=post["md"], html=post["html"],
                    cooked_with=1, created_at=_at(post["t"]), reactions=dict(given[-1]),
                )
            )  # fmt: skip
    posts = Post.objects.bulk_create(posts, batch_size=1000)
    reactions = [
        Reaction(post=post, person=people[100 + number if number else READER], kind=kind)
        for post, kinds in zip(posts, given, strict=True)
        for kind, count in kinds.items()
        for number in range(count)
    ]
    Reaction.objects.bulk_create(reactions, batch_size=2000)
    readings = [
        Reading(
            topic=topic,
            person=person,
            follow=follow,
            at=topic.last_post_at,
            upto=max(1, topic.last_number - rng.choice((0, 0, 0, 5))),
        )  # fmt: skip
        for topic in topics
        for person, follow in _readers(rng, topic, people)
    ]
    Reading.objects.bulk_create(readings, batch_size=2000)


def _topic(row: dict[str, Any], people: list[User], communities: list[Community]) -> Topic:
    posts, kind = row["posts"], "question" if row["i"] % 3 == 0 else "discussion"
    writers = {post["u"] for post in posts}
    return Topic(
        community=communities[row["cat"]], author=people[posts[0]["u"]], kind=kind, title=row["title"][:200],
        excerpt=excerpt(posts[0]["html"])[:240], created_at=_at(posts[0]["t"]), last_post_at=_at(posts[-1]["t"]),
        last_author=people[posts[-1]["u"]], last_number=len(posts), post_count=len(posts), people_count=len(writers),
    )  # fmt: skip


def _write_resources(rng: random.Random) -> None:
    """A resource for each twentieth post: what somebody began with, under its title, with three terms."""
    terms = list(Term.objects.order_by("pk"))
    begun = Post.objects.filter(number=1).order_by("pk").values_list(
        "topic__community", "author", "topic__title", "body", "html", "topic__excerpt", "created_at"
    )  # fmt: skip
    for rows in _batches(begun[: Post.objects.count() // 20].iterator(), 500):
        resources = Resource.objects.bulk_create(
            Resource(
                community_id=community, proposer_id=author, owner_id=author, state="published", title=title,
                authors="Museum of Rivers", description=body, html=html, excerpt=short, cooked_with=1,
                context_note=f"It fits a small team: {short}", published_at=at, created_at=at, changed_at=at,
                use_count=rng.randint(0, 60),
            )
            for community, author, title, body, html, short, at in rows
        )  # fmt: skip
        Tagged.objects.bulk_create(
            Tagged(resource=resource, term=term) for resource in resources for term in rng.sample(terms, 3)
        )


def _readers(rng: random.Random, topic: Topic, people: list[User]) -> Iterator[tuple[User, str]]:
    """Two in three topics have been read by the reader; the long one is watched by fifty."""
    if rng.random() < 0.66 or topic.last_number > 20:
        yield people[READER], rng.choice(("normal", "normal", "tracking", "watching"))
    if topic.last_number > 20:
        for person in people[200 : 200 + FOLLOWERS]:
            yield person, "watching"


def _count(reader: User) -> None:
    for community in Community.objects.all():
        topics = community.topics.order_by("-last_post_at")
        Community.objects.filter(pk=community.pk).update(
            member_count=community.memberships.count(),
            topic_count=topics.count(),
            post_count=Post.objects.filter(topic__community=community).count(),
            last_active_at=topics.values_list("last_post_at", flat=True).first(),
        )
    Topic.objects.filter(last_number__gt=20).update(follower_count=F("follower_count") + FOLLOWERS)
    last = Topic.objects.order_by("-last_post_at").values_list("last_post_at", flat=True).first()
    assert last
    User.objects.filter(pk=reader.pk).update(caught_up_at=last - 5 * DAY)


def _addresses(reader: User, communities: list[Community]) -> dict[str, Any]:
    browser = Client()
    browser.force_login(User.objects.get(pk=reader.pk))
    long = Topic.objects.filter(last_number__gt=20).earliest("pk")
    usual = list(Topic.objects.filter(last_number=20, readings__person=reader).order_by("pk")[:1001])[-1]
    return {
        "session": browser.cookies[settings.SESSION_COOKIE_NAME].value,
        "topic": usual.get_absolute_url(),
        "long": long.get_absolute_url(),
        "community": communities[0].get_absolute_url(),
        "topics": [
            f"/c/{slug}/t/{pk}/"
            for pk, slug in Topic.objects.order_by("pk").values_list("pk", "community__slug")[:2000]
        ],
        "posts": Post.objects.count(),
        "words": dict(zip(("rare", "common"), dataset.words(), strict=True))
        | {"commonest": Word.objects.latest("count").word},
    }


def _at(seconds: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds or 1_700_000_000, dt.UTC)


if __name__ == "__main__":
    json.dump(fill(int(sys.argv[1])), sys.stdout)
