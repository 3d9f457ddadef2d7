"""Saved searches: what is new comes to whoever saved it, once, and only as far as they may see it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from convene.core.communities import actions as communities
from convene.core.files import actions as files
from convene.core.files import tasks
from convene.core.ledger.actions import record
from convene.core.notifications.models import Notification
from convene.core.people.models import User
from convene.core.saved import actions as saving
from convene.core.saved import queries
from convene.core.saved.actions import looking
from convene.core.saved.models import Find, Reached, Search
from convene.core.saved.schedule import look_for_new, sweep_found
from convene.core.search.following import begin_anew, bring_up_to_date
from convene.core.search.reader import reader_of
from convene.core.tags.actions import adopt
from convene.core.tags.queries import vocabulary
from convene.features.discussions import actions
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.lib.documents.tests import made
from convene.lib.errors import NotPossible
from tests.hearing import found, letters, look, start


def test_nothing_is_told_twice_and_nothing_of_ones_own(save, ana, ben, community):
    save(ben, "drift")
    topic = start(ana, community, "Sensors drift")
    mine = start(ben, community, "My own drift")
    look()
    actions.reply(ana, topic, body="They drift more in summer.")
    actions.reply(ben, topic, body="Mine drift too.")
    actions.retitle(ana, topic, title="All sensors drift")
    look()
    Reached.objects.update(line=0)
    look()
    assert found(ben) == ["All sensors drift"]
    actions.reply(ana, mine, body="Does it drift much?")
    look()
    assert found(ben) == ["My own drift", "All sensors drift"], "an answer of somebody else is new"
    assert Find.objects.count() == 2


def test_a_search_hears_only_of_what_came_after_it_and_while_it_is_not_paused(save, ana, ben, community):
    old = start(ana, community, "Old drift", "Nothing yet.")
    search = save(ben, "drift")
    actions.retitle(ana, old, title="Old drift, better worded")
    saving.pause(ben, search)
    start(ana, community, "Drift in the break")
    look()
    saving.resume(ben, search)
    look()
    start(ana, community, "Drift afterwards")
    look()
    assert found(ben) == ["Drift afterwards"]


def test_what_one_may_not_see_is_in_no_mail_no_list_and_no_count(save, ana, ben, cleo, hidden, listed):
    for person in (ben, cleo):
        save(person, "budget")
    start(ana, hidden, "Budget of the directors")
    start(ana, listed, "Budget of the fundraisers")
    look()
    assert not Find.objects.exists()
    assert not Notification.objects.filter(reason="saved").exists()
    assert not letters(ben)
    assert not letters(cleo)


def test_who_left_a_community_hears_no_more_of_it(save, ana, person, listed, time_machine):
    moment = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
    time_machine.move_to(moment)
    eva = person("Eva Berg", listed)
    save(eva, "budget", mail="daily", community=listed.pk)
    start(ana, listed, "Budget")
    look()
    assert found(eva) == ["Budget"]
    communities.leave(eva, listed)
    eva = User.objects.get(pk=eva.pk)
    time_machine.move_to(moment + dt.timedelta(days=1))
    start(ana, listed, "Budget again")
    look()
    assert not letters(eva)
    assert not found(eva)
    (row,) = queries.rows(reader_of(eva), eva)
    assert row.lacks
    assert not row.new
    assert "Fundraisers" not in row.name


def test_a_worker_that_dies_in_the_middle_has_done_nothing(save, ana, ben, community, monkeypatch):
    save(ben, "drift")
    save(ben, "sensors")
    start(ana, community, "Drift of sensors")
    bring_up_to_date()
    reached = Reached.objects.get().line
    told = looking.notify
    calls = []

    def dies(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit
        return told(*args, **kwargs)

    monkeypatch.setattr(looking, "notify", dies)
    with pytest.raises(SystemExit):
        look_for_new.call()
    assert Reached.objects.get().line == reached
    assert not Find.objects.exists()
    look_for_new.call()
    assert Find.objects.count() == 2
    assert Notification.objects.filter(reason="saved").count() == 2


def test_two_workers_at_once_find_it_once(save, ana, ben, community, monkeypatch):
    save(ben, "drift")
    start(ana, community, "Drift")
    bring_up_to_date()
    real = looking._found

    def meanwhile(docs):
        found = real(docs)
        monkeypatch.setattr(looking, "_found", real)
        look_for_new.call()
        return found

    monkeypatch.setattr(looking, "_found", meanwhile)
    looking.look()
    assert Find.objects.count() == 1
    assert Notification.objects.filter(reason="saved").count() == 1


def test_nothing_is_lost_while_the_index_is_written_anew(save, ana, ben, community):
    save(ben, "drift")
    start(ana, community, "Drift")
    begin_anew()
    assert look_for_new.call() == 0
    look()
    assert found(ben) == ["Drift"]


def test_people_and_communities_are_heard_of_too(save, ben, dora, person):
    save(ben, "volcanoes")
    communities.found(dora, slug="rocks", name="Rocks and volcanoes", line="Under us.", state="operating")
    joined = timezone.now() + dt.timedelta(seconds=1)
    record(None, "people.joined", person("Vera Vale", claimed_at=joined, can_help_with="volcanoes, moss"))
    record(None, "people.joined", person("Wes Shy", claimed_at=joined, can_help_with="volcanoes", visibility={"can_help_with": "nobody"}))
    look()
    assert found(ben) == ["Vera Vale", "Rocks and volcanoes"]


def test_what_stands_in_a_file_is_heard_of_though_it_is_read_long_after_it_came(save, ana, ben, cleo, hidden, community):
    for reader in (ben, cleo):
        save(reader, "bats")
    guide, secret = (
        files.take_in(ana, SimpleUploadedFile(name, made.pdf("Welcome", "Bats fly at dusk"))) for name in ("a.pdf", "b.pdf")
    )
    topic = start(ana, community, "Our night camp", f"Here: {guide.markdown}")
    start(ana, hidden, "In confidence", f"Here: {secret.markdown}")
    look()
    assert found(ben) == []
    for file in (guide, secret):
        tasks.read_file.call(file.pk)
    look()
    look()
    assert found(ben) == found(cleo) == [topic.title]
    (letter,) = letters(ben)
    assert "page 2 of a.pdf" in letter
    assert "Bats fly at dusk" in letter
    assert "confidence" not in letter


@pytest.fixture
def publish(ana, community):
    """Puts a resource on the shelf: `publish("Sensor loans", topic="health", by=ben)`."""
    adopt(None)

    def do(title: str, *, topic: str = "data-and-sensors", where=None, by: User | None = None):
        words = vocabulary()
        terms = [words.find(*one) for one in (("kind", "template"), ("topic", topic), ("language", "en"))]
        content = Content(title=title, authors="Tidewater", description="A list.", context_note="It suits.", terms=terms)
        return library.publish(ana, library.propose(by or ana, where or community, content))

    return do


def test_the_choices_of_the_library_are_saved_as_well(publish, save, as_, ben, hidden, community):
    search = saving.save(ben, page="library", said={"topic": ["data-and-sensors"], "kind": ["template", "guide"]}, mail="at_once")
    publish("Sensor loans")
    publish("Of another topic", topic="health")
    publish("In confidence", where=hidden)
    publish("My own", by=ben)
    look()
    assert found(ben) == ["Sensor loans"]
    (letter,) = letters(ben)
    assert letter.startswith(f"New for {queries.name_of(reader_of(ben), search)}\n")
    assert "It suits." in letter
    assert "Something new fits what you saved in the library" in as_(ben).get("/notifications/").text
    save(ben, "loans")
    publish("Sensor loans for schools")
    look()
    assert "Something new fits your saved search “loans”" in as_(ben).get("/notifications/").text


def test_the_same_search_is_saved_once_and_there_is_room_for_fifty(save, ben, monkeypatch):
    one = save(ben, "drift", mail="daily")
    assert save(ben, "drift", mail="weekly").pk == one.pk
    for number in range(saving.MOST - 1):
        save(ben, f"drift {number}")
    with pytest.raises(NotPossible, match="50"):
        save(ben, "one more")
    assert Search.objects.count() == saving.MOST


def test_looking_costs_no_query_more_however_many_save_the_same(save, ana, ben, person, community):
    def asked(number: int) -> int:
        for extra in range(number):
            save(person(f"Eve {number} {extra}"), "volcano")
        start(ana, community, f"Nothing of it {number}")
        bring_up_to_date()
        log: list[str] = []

        def count(execute, sql, params, many, context):
            log.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            looking.look()
        return len(log)

    assert asked(1) == asked(12) <= 25


def test_what_was_found_a_year_ago_is_forgotten(save, ana, ben, community, time_machine):
    save(ben, "drift")
    start(ana, community, "Drift")
    look()
    time_machine.move_to(timezone.now() + dt.timedelta(days=364))
    assert sweep_found.call() == 0
    time_machine.move_to(timezone.now() + dt.timedelta(days=2))
    assert sweep_found.call() == 1
