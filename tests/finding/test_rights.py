"""Nobody finds, counts or is offered what is not theirs, on a site of many communities, however they ask."""

from __future__ import annotations

import random

import pytest
from django.contrib.auth.models import AnonymousUser

from convene.core.communities.models import Community, Membership
from convene.core.people.models import User
from convene.core.search.following import bring_up_to_date
from convene.core.search.kinds import kinds
from convene.core.search.queries import Wish, search, suggestions
from convene.core.search.reader import reader_of
from convene.features.discussions import actions
from convene.features.discussions.models import Post

WORDS = [f"{first}{second}" for first in ("kal", "mir", "tov", "ses", "lun") for second in ("adan", "ipel", "orim", "usta")]
SEARCHES = 60  # of each reader


@pytest.fixture
def crowd(person, dora):
    """Fifteen communities of each visibility, posts that share few words, things taken down; twelve readers."""
    rng = random.Random(4)
    places = [
        Community.objects.create(
            slug=f"place-{n}", name=f"{rng.choice(WORDS).title()} circle {n}", line=" ".join(rng.choices(WORDS, k=3)),
            state="operating", visibility=("public", "listed", "hidden")[n % 3],
        )
        for n in range(15)
    ]  # fmt: skip
    writer = person("Writer Everywhere", *places, role="leader")
    readers: list[User | AnonymousUser] = [AnonymousUser(), person("Stranger Alone"), dora, writer]
    for n in range(8):
        reader = person(f"Reader {WORDS[n].title()}", *rng.sample(places, n))
        User.objects.filter(pk=reader.pk).update(
            institution=rng.choice(WORDS), visibility={"institution": rng.choice(["everyone", "members", "nobody"])}
        )
        readers.append(reader)
    for place in places:
        for n in range(3):
            topic = actions.start(
                writer, place, title=" ".join(rng.choices(WORDS, k=2)).title(), body=" ".join(rng.choices(WORDS, k=6)),
                kind=rng.choice(["question", "discussion"]),
            )  # fmt: skip
            reply = actions.reply(writer, topic, body=f"{' '.join(rng.choices(WORDS, k=4))} only{place.pk}x{n}")
            if n == 1:
                actions.hide_post(writer, reply)
            elif n == 2:
                actions.hide_topic(writer, topic)
    bring_up_to_date()
    return readers, places, writer


def asks(rng: random.Random, places: list[Community]) -> Wish:
    words = rng.choices([*WORDS, *(word[:4] + "*" for word in WORDS), *(word[:-1] for word in WORDS)], k=rng.randint(1, 3))
    if rng.random() < 0.2:
        words = [f'"{" ".join(words)}"']
    if rng.random() < 0.2:
        words.append(f"-{rng.choice(WORDS)}")
    return Wish(
        rng.choice([" ", " OR "]).join(words),
        kind=rng.choice(["", "", *kinds()]),
        community=rng.choice([None, None, rng.choice(places).pk]),
        newest=rng.random() < 0.5,
    )


def test_no_reader_finds_counts_or_is_offered_what_they_may_not_see(crowd):
    readers, places, _writer = crowd
    rng, tried, found = random.Random(9), 0, 0
    for actor in readers:
        reader = reader_of(actor)
        posts = dict(Post.objects.visible_to(actor).values_list("pk", "topic"))
        topics, people = set(posts.values()), set(User.objects.visible_to(actor).values_list("pk", flat=True))
        known = set(Community.objects.visible_to(actor).values_list("pk", flat=True))
        readable = set(Community.objects.readable_by(actor).values_list("pk", flat=True))
        own = {"post": topics, "person": people, "community": known}
        names = {str(one) for one in Community.objects.filter(pk__in=readable)}
        addresses = [one.get_absolute_url() for one in Community.objects.exclude(pk__in=known)]
        for _number in range(SEARCHES):
            wish = asks(rng, places)
            results = search(reader, wish)
            tried, found = tried + 1, found + results.total
            for row in results.rows:
                assert row.seen.thread in own[row.kind], (actor, wish)
            assert results.total <= sum(map(len, own.values()))
            shown = results.facets
            if shown:
                assert sum(one.count for one in shown.kinds[1:] if one.count) == results.total
                assert {str(one.label) for one in shown.communities} <= names
                assert sum(one.count for one in shown.states) <= results.total
            for one in suggestions(reader, wish.text):
                assert not any(one["url"].startswith(address) for address in addresses), (actor, wish)
    assert tried == SEARCHES * len(readers)
    assert found > tried


def test_a_word_of_one_community_is_found_by_its_readers_alone(crowd):
    readers, places, writer = crowd
    for place in places:
        for actor in readers:
            may = place.visibility == "public" or (actor.pk and (actor.is_staff or Membership.objects.filter(person=actor, community=place).exists()))
            assert search(reader_of(actor), Wish(f"only{place.pk}x0")).total == int(bool(may))
            assert search(reader_of(actor), Wish(f"only{place.pk}x1")).total == 0
            assert search(reader_of(actor), Wish(f"only{place.pk}x2")).total == 0


def test_what_changes_hands_is_right_before_the_index_hears_of_it(crowd):
    _readers, places, writer = crowd
    public, hidden = places[0], places[2]
    cleo = AnonymousUser()
    word = f"only{public.pk}x0"
    assert search(reader_of(cleo), Wish(word)).total == 1
    topic = Post.objects.get(body__contains=word).topic
    actions.move(writer, topic, hidden)
    nothing = search(reader_of(cleo), Wish(word))
    assert (nothing.total, nothing.rows, nothing.facets.communities, nothing.facets.authors) == (0, [], [], [])
    Community.objects.filter(pk=public.pk).update(visibility="hidden")
    assert search(reader_of(cleo), Wish(public.name.split()[0], community=public.pk)).total == 0
