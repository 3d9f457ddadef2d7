"""Nobody finds, counts or is offered what is not theirs, on a site of many communities, however they ask."""

from __future__ import annotations

import random
from itertools import chain

import pytest
from crowds import HOW, WORDS, Crowd, alike, fill
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from convene.core.communities.models import Community, Membership
from convene.core.people import actions as people
from convene.core.people.models import User
from convene.core.search.following import begin_anew, bring_up_to_date
from convene.core.search.kinds import kinds
from convene.core.search.models import Doc
from convene.core.search.queries import PAGE, Wish, search, suggestions
from convene.core.search.reader import reader_of
from convene.features.dialogues.models import Dialogue
from convene.features.discussions import actions
from convene.features.discussions.models import Attachment, Post, Topic
from convene.features.library.models import Held, Resource


@pytest.fixture
def crowd(person, dora) -> Crowd:
    return fill(person, dora, 15)


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


@pytest.mark.parametrize("full_text", ["database", "opensearch"], indirect=True)
@pytest.mark.parametrize(
    ("number", "searches"), [(15, 40), pytest.param(50, 840, marks=pytest.mark.slow)], ids=["few", "ten thousand"]
)
def test_no_reader_finds_counts_or_is_offered_what_they_may_not_see(number, searches, full_text, person, dora):
    crowd = fill(person, dora, number)
    rng, tried, found = random.Random(9), 0, 0
    for actor in crowd.readers:
        reader = reader_of(actor)
        posts = dict(Post.objects.visible_to(actor).values_list("pk", "topic"))
        topics, people = set(posts.values()), set(User.objects.visible_to(actor).values_list("pk", flat=True))
        known = set(Community.objects.visible_to(actor).values_list("pk", flat=True))
        readable = set(Community.objects.readable_by(actor).values_list("pk", flat=True))
        resources = set(Resource.objects.on_shelf(actor).values_list("pk", flat=True))
        shared = set(Attachment.objects.filter(post__in=posts).values_list("file", flat=True))
        shared |= set(Held.objects.filter(resource__in=resources, until=None).values_list("file", flat=True))
        asked = set(Dialogue.objects.offered_to(actor).exclude(published_at=None).values_list("pk", flat=True))
        own = {
            "post": topics, "person": people, "community": known, "resource": resources, "file": shared, "dialogue": asked
        }  # fmt: skip
        names = {str(one) for one in Community.objects.filter(pk__in=readable)}
        said = {"post": {pk: fits(pk, actor) for pk in topics}}
        addresses = {topic.get_absolute_url() for topic in Topic.objects.filter(pk__in=topics)}
        addresses |= {one.get_absolute_url() for one in User.objects.filter(pk__in=people)}
        addresses |= {one.get_absolute_url() for one in Community.objects.filter(pk__in=known)}
        addresses |= {one.get_absolute_url() for one in Resource.objects.filter(pk__in=resources)}
        addresses |= {one.get_absolute_url() for one in Dialogue.objects.filter(pk__in=asked)}
        for _number in range(searches):
            wish = asks(rng, crowd.places)
            results = search(reader, wish)
            tried, found = tried + 1, found + results.total
            for row in results.rows:
                assert row.seen.thread in own[row.kind], (actor, wish)
                if row.kind == "post" and len(wish.text.split()) == 1 and wish.text in WORDS and not results.is_mended:
                    assert wish.text in said["post"][row.seen.thread], (actor, wish)
            assert results.total <= sum(map(len, own.values()))
            shown = results.facets
            if shown:
                assert sum(one.count for one in shown.kinds[1:] if one.count) == results.total
                assert {str(one.label) for one in shown.communities} <= names
                assert sum(one.count for one in shown.states) <= results.total
                for one in shown.communities:
                    assert one.count <= sum(map(len, own.values()))
            for one in suggestions(reader, wish.text):
                assert one["url"] in addresses, (actor, wish, one)
    assert tried == searches * len(crowd.readers)
    assert found > tried


def fits(topic: int, actor: User | AnonymousUser) -> str:
    """Everything that this reader can read of a topic."""
    posts = Post.objects.visible_to(actor).filter(topic=topic).values_list("topic__title", "html")
    return " ".join(chain.from_iterable(posts)).lower()


def test_what_one_may_not_see_changes_nothing_that_one_is_shown(crowd):
    """Each reader is shown the same, to the last count, on a site where nothing but what they may see exists."""
    rng = random.Random(5)
    wishes = [asks(rng, crowd.places) for _number in range(60)]
    for actor in (crowd.readers[0], crowd.readers[7], crowd.readers[11]):
        before = [shown(actor, wish) for wish in wishes]
        with transaction.atomic():
            Topic.objects.exclude(pk__in=Topic.objects.visible_to(actor).values("pk")).delete()
            Post.objects.exclude(pk__in=Post.objects.visible_to(actor).values("pk")).delete()
            Resource.objects.exclude(pk__in=Resource.objects.on_shelf(actor).values("pk")).delete()
            Dialogue.objects.exclude(pk__in=Dialogue.objects.offered_to(actor).values("pk")).delete()
            known = set(Community.objects.visible_to(actor).values_list("pk", flat=True))
            begin_anew()
            bring_up_to_date()
            Doc.objects.filter(kind="community").exclude(obj__in=known).delete()
            after = [shown(actor, wish) for wish in wishes]
            transaction.set_rollback(True)
        for wish, one, other in zip(wishes, before, after, strict=True):
            assert one == other, (actor, wish)


def shown(actor: User | AnonymousUser, wish: Wish) -> tuple[object, ...]:
    """All that the reader is told, but for the order of what fits as well."""
    reader = reader_of(actor)
    results = search(reader, wish)
    counts = [sorted((str(one.label), one.number) for one in facet) for facet in results.facets or ()]
    rows = sorted((row.kind, row.seen.thread) for row in results.rows) if results.total <= PAGE else []
    offered = sorted(one["url"] for one in suggestions(reader, wish.text))
    return results.total, results.is_more, results.meant, results.is_loose, rows, counts, offered


def test_a_word_of_one_community_is_found_by_its_readers_alone(crowd):
    taken = {"post hidden": "x1", "topic hidden": "x1", "held": "held"}
    for at, place in enumerate(crowd.places):
        how = HOW[at // 3 % len(HOW)]
        for actor in crowd.readers:
            reader = reader_of(actor)
            may = is_read(actor, place)
            assert search(reader, Wish(f"only{place.pk}x0")).total == may
            assert search(reader, Wish(f"infile{place.pk}x0")).total == may
            assert search(reader, Wish(f"onshelf{place.pk}")).total == (may and at % 4 != 3)
            if how in taken:
                assert search(reader, Wish(f"only{place.pk}{taken[how]}")).total == 0
            elif how == "shared" and place.visibility != "hidden":
                assert search(reader, Wish(f"only{place.pk}x1")).total == (may or is_read(actor, alike(crowd.places, at)))
            elif how == "moved":
                there = crowd.places[(at + 4) % len(crowd.places)]
                assert search(reader, Wish(f"only{place.pk}x1")).total == is_read(actor, there)


def is_read(actor: User | AnonymousUser, place: Community) -> bool:
    """Whether somebody may read there: everybody, members, or staff."""
    is_inside = actor.pk and Membership.objects.filter(person=actor, community=place).exists()
    return bool(place.visibility == "public" or is_inside or (actor.pk and actor.is_staff))


def test_words_that_were_taken_away_are_not_found_before_the_index_hears_of_it(ana, ben, cleo, community):
    people.edit_profile(ben, ben, name=ben.name, can_help_with="geodesy")
    people.set_visibility(ben, ben, levels={"can_help_with": "members"})
    topic = actions.start(ana, community, title="A marmot", body="It eats the wombat.")
    reply = actions.reply(ana, topic, body="And the quokka.")
    other = actions.start(ana, community, title="Another marmot", body="It sleeps.")
    bring_up_to_date()

    def titles(words: str) -> list[str]:
        return sorted(row.found.title for row in search(reader_of(cleo), Wish(words)).rows)

    assert (titles("geodesy"), titles("quokka"), titles("wombat")) == ([ben.name], [topic.title], [topic.title])
    actions.edit(ana, reply, body="And the numbat.")
    assert (titles("quokka"), titles("wombat")) == ([], [topic.title])
    people.set_visibility(ben, ben, levels={"can_help_with": "nobody"})
    assert titles("geodesy") == []
    actions.retitle(ana, topic, title="A rodent")
    assert titles("marmot") == [other.title]
    assert [one["title"] for one in suggestions(reader_of(cleo), "marm")] == [other.title]
    bring_up_to_date()
    assert (titles("numbat"), titles("rodent"), titles("quokka"), titles("geodesy")) == (["A rodent"], ["A rodent"], [], [])


def test_what_changes_hands_is_right_before_the_index_hears_of_it(crowd):
    public, hidden = crowd.places[0], crowd.places[2]
    cleo = AnonymousUser()
    word = f"only{public.pk}x0"
    assert search(reader_of(cleo), Wish(word)).total == 1
    topic = Post.objects.get(body__contains=word).topic
    actions.move(crowd.writer, topic, hidden)
    nothing = search(reader_of(cleo), Wish(word))
    assert (nothing.total, nothing.rows, nothing.facets.communities, nothing.facets.authors) == (0, [], [], [])
    Community.objects.filter(pk=public.pk).update(visibility="hidden")
    assert search(reader_of(cleo), Wish(public.name.split()[0], community=public.pk)).total == 0
