"""Search by meaning: other words find the same, nobody learns what is not theirs, and without it nothing changes."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import transaction

from convene.config.doctor_services import meaning
from convene.core.communities.models import Community
from convene.core.search.following import begin_anew, bring_up_to_date
from convene.core.search.meaning import senses
from convene.core.search.models import Doc, Sense
from convene.core.search.queries import Wish, search
from convene.core.search.reader import reader_of
from convene.features.discussions import actions
from convene.features.discussions.models import Post, Topic
from convene.features.discussions.queries import similar_topics
from convene.lib.sense import is_there
from tests.finding.test_rights import WORDS, fill

installed = pytest.mark.skipif(not is_there(), reason="the extra [semantic] is not installed")
DOME = "The projector inside our planetarium lost its colours after the summer."
TALK = "Grandparents and toddlers came to the water table and stayed for an hour."


@pytest.fixture
def by_meaning(settings, monkeypatch):
    settings.SEARCH_BY_MEANING = True
    known = senses()
    monkeypatch.setattr(known, "rows", type(known.rows).of([]))
    return known


@pytest.fixture
def topics(ana, community) -> list[Topic]:
    return [
        actions.start(ana, community, title="Faded pictures", body=DOME),
        actions.start(ana, community, title="A good morning", body=TALK),
    ]


def found(actor, text: str, **filters) -> list[str]:
    return [row.found.title for row in search(reader_of(actor), Wish(text, **filters)).rows]


@installed
def test_other_words_find_the_same(by_meaning, topics, cleo, ana):
    bring_up_to_date()
    row = search(reader_of(cleo), Wish("star dome video looks pale")).rows[0]
    assert (row.found.title, row.is_close) == ("Faded pictures", True)
    assert found(cleo, "star dome video looks pale", author=ana.pk)[0] == "Faded pictures"
    assert found(cleo, "star dome video looks pale", kind="community") == []


@installed
def test_what_was_asked_for_exactly_is_found_exactly(by_meaning, topics, cleo):
    bring_up_to_date()
    assert found(cleo, '"star dome video"') == []
    assert found(cleo, "grandparents -water") == []
    assert found(cleo, "grandparents toddlers")[0] == "A good morning"
    assert not search(reader_of(cleo), Wish("grandparents toddlers")).rows[0].is_close


@installed
def test_similar_topics_are_offered_by_what_they_mean(by_meaning, topics, cleo, settings):
    bring_up_to_date()
    title = "Colours of the planetarium's projection have gone"
    assert [one.title for one in similar_topics(cleo, title)] == ["Faded pictures"]
    settings.SEARCH_BY_MEANING = False
    assert similar_topics(cleo, title) == []


@installed
def test_no_reader_is_shown_by_meaning_what_they_may_not_see(by_meaning, person, dora):
    crowd, rng, met = fill(person, dora, 8), random.Random(7), 0
    for actor in crowd.readers:
        reader = reader_of(actor)
        topics = set(Post.objects.visible_to(actor).values_list("topic", flat=True))
        known = set(Community.objects.visible_to(actor).values_list("pk", flat=True))
        for _number in range(2):
            results = search(reader, Wish(" ".join(rng.choices(WORDS, k=3))))
            met += sum(row.is_close for row in results.rows)
            own = {"post": topics, "community": known}
            assert all(row.seen.thread in own[row.kind] for row in results.rows if row.kind in own)
            assert sum(one.count for one in results.facets.kinds[1:] if one.count) == results.total
    assert met > 20


@installed
def test_what_one_may_not_see_changes_nothing_that_is_found_by_meaning(by_meaning, person, dora):
    crowd, rng = fill(person, dora, 8), random.Random(8)
    wishes = [" ".join(rng.choices(WORDS, k=3)) for _number in range(5)]
    for actor in (crowd.readers[0], crowd.readers[7]):
        before = [shown(actor, wish) for wish in wishes]
        with transaction.atomic():
            Topic.objects.exclude(pk__in=Topic.objects.visible_to(actor).values("pk")).delete()
            Post.objects.exclude(pk__in=Post.objects.visible_to(actor).values("pk")).delete()
            begin_anew()
            bring_up_to_date()
            known = Community.objects.visible_to(actor).values("pk")
            Doc.objects.filter(kind="community").exclude(obj__in=known).delete()
            after = [shown(actor, wish) for wish in wishes]
            transaction.set_rollback(True)
        assert before == after


def shown(actor, text: str) -> tuple[object, ...]:
    results = search(reader_of(actor), Wish(text))
    counts = [sorted((str(one.label), one.number) for one in facet) for facet in results.facets]
    return results.total, sorted((row.kind, row.seen.thread, row.is_close) for row in results.rows), counts


@installed
def test_words_that_were_taken_away_have_no_meaning_left(by_meaning, topics, ana, ben, cleo):
    reply = actions.reply(ana, topics[1], body="An octopus learned to open the jars of its keeper.")
    bring_up_to_date()
    assert found(cleo, "clever sea animals with tentacles") == ["A good morning"]
    actions.edit(ana, reply, body="Thank you.")
    assert found(cleo, "clever sea animals with tentacles") == []
    bring_up_to_date()
    assert found(cleo, "clever sea animals with tentacles") == []
    actions.hide_topic(ana, topics[0])
    assert found(cleo, "star dome video looks pale") == []
    bring_up_to_date()
    assert Sense.objects.count() == Doc.objects.count()


@installed
def test_the_index_that_is_written_anew_keeps_what_it_understood(by_meaning, topics):
    bring_up_to_date()
    before = set(Sense.objects.values_list("pk", flat=True))
    call_command("reindex", verbosity=0)
    assert set(Sense.objects.values_list("pk", flat=True)) == before
    Sense.objects.all().delete()
    call_command("reindex", verbosity=0)
    assert Sense.objects.count() == len(before) == Doc.objects.count()


@installed
def test_the_doctor_says_whether_it_is_on(by_meaning, topics, settings):
    bring_up_to_date()
    assert [one.says for one in meaning()] == ["on"]
    settings.SEARCH_BY_MEANING = False
    assert "off" in next(meaning()).says


def test_without_it_nothing_of_it_is_imported_or_kept(topics, cleo):
    bring_up_to_date()
    assert found(cleo, "star dome video looks pale") == []
    assert not Sense.objects.exists()
    words = "import django; django.setup(); from convene.config import urls; import sys; print({'numpy', 'openpyxl', 'boto3'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", words], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "set()", "megabytes that few sites or processes need"
