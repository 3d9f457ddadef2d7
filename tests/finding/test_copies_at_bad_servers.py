"""The server of the copy is away, slow, full, mad or empty: nothing is lost, and nobody waits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from copied import ANSWERS, finds, follow, is_whole, searches
from django.core.management import call_command
from faults import Mode, Proxy

from convene.config.doctor_services import search_server
from convene.core.outbox import claims
from convene.core.search import copies
from convene.core.search.copies import asking, sending
from convene.core.search.copies.lane import Copying
from convene.core.search.engines.opensearch import INDEX
from convene.core.search.following import begin_anew, bring_up_to_date
from convene.core.search.models import Progress, Unsent
from convene.features.discussions import actions
from convene.lib.opensearch import server as wire
from convene.lib.opensearch.faults import Away

BADLY: list[Mode] = ["refused", "black hole", "garbage", "reset", "answers 5xx"]

@pytest.fixture
def proxy(book, settings, monkeypatch, db) -> Iterator[Proxy]:
    """The same behind a bad line, and nobody who waits for long."""
    monkeypatch.setattr(wire, "ASKING", 0.3)
    monkeypatch.setattr(wire, "WORKING", 0.3)
    proxy = Proxy(book.port).start()
    settings.SEARCH_URL = f"opensearch://127.0.0.1:{proxy.port}/book?tls=0"
    yield proxy
    proxy.stop()


@pytest.mark.parametrize("mode", BADLY)
def test_on_a_bad_line_everybody_reads_posts_and_finds_and_nothing_is_lost(mode, proxy, book, client, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    proxy.turn(mode)
    actions.reply(ana, topic, body="Vinegar helps.")
    follow()
    client.force_login(cleo)
    began = time.monotonic()
    pages = [client.get("/search/", {"q": word}) for word in ("vinegar", "streaks", "dome")]
    assert time.monotonic() - began < 5
    for page in pages:
        assert page.status_code == 200
        assert b"Dome" in page.content
    assert asking.COPY.breaker.is_open
    with pytest.raises(Away):
        sending.send()
    assert Unsent.objects.count() == 1
    proxy.turn("well")
    while sending.send():
        pass
    assert is_whole(book)


@pytest.mark.parametrize("how", ANSWERS)
def test_whatever_it_answers_the_database_searches_and_nothing_is_lost(how, on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    on.fails = lambda _method, _path: ANSWERS[how]
    actions.reply(ana, topic, body="Vinegar helps.")
    follow()
    assert finds(cleo, "vinegar") == finds(cleo, "streaks") == ["Dome"]
    with pytest.raises(Away):
        sending.send()
    assert Unsent.objects.count() == 1
    on.fails = lambda _method, _path: None
    while sending.send():
        pass
    assert is_whole(on)


def test_a_server_that_failed_is_left_alone_for_a_while(on, ana, cleo, community):
    actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    on.fails = lambda _method, _path: ANSWERS["503"]
    for _ in range(5):
        assert finds(cleo, "streaks") == ["Dome"]
    assert searches(on) == 1


def test_of_many_rows_those_stay_that_were_not_taken_in(on, ana, community):
    bring_up_to_date()
    for number in range(6):
        actions.start(ana, community, title=f"Dome {number}", body="Words.")
    follow()
    waiting = list(Unsent.objects.order_by("pk").values_list("doc", flat=True))
    unlucky = {str(doc) for doc in waiting[::2]}
    busy = (429, {"error": {"type": "opensearch_rejected_execution_exception", "reason": "full"}})
    on.spoils = lambda about: busy if about["_id"] in unlucky else None
    with pytest.raises(Away, match="full"):
        sending.send()
    assert {str(doc) for doc in Unsent.objects.values_list("doc", flat=True)} == unlucky
    assert not Unsent.objects.filter(refusals__gt=0).exists()
    on.spoils = lambda _about: None
    while sending.send():
        pass
    assert is_whole(on)


def test_a_row_that_is_refused_for_good_holds_up_no_other_and_is_told_of(on, ana, cleo, community):
    bring_up_to_date()
    for number in range(3):
        actions.start(ana, community, title=f"Dome {number}", body="Words.")
    follow()
    bad = Unsent.objects.earliest("pk").doc
    said = (400, {"error": {"type": "mapper_parsing_exception", "reason": "failed to parse"}})
    on.spoils = lambda about: said if about["_id"] == str(bad) else None
    for _ in range(sending.REFUSALS):
        with pytest.raises(Away):
            sending.send()
    assert sending.send() == 0
    assert [one.doc for one in Unsent.objects.all()] == [bad]
    assert len(finds(cleo, "dome")) == 2
    assert "missing: 1" in next(search_server()).says
    on.spoils = lambda _about: None
    call_command("reindex", verbosity=0)
    assert is_whole(on)


@pytest.mark.parametrize("is_done", [False, True], ids=["before it was done", "after it was done"])
def test_cut_off_at_any_request_it_goes_on_and_ends_well(is_done, on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    for cut in range(60):
        begin_anew()
        actions.reply(ana, topic, body=f"Vinegar {cut}.")
        follow()
        start, was_cut = len(on.met), []

        def break_off(_method, _path, cut=cut, start=start, was_cut=was_cut):
            if len(on.met) - start != cut + 1:
                return None
            was_cut.append(cut)
            return ANSWERS["503"]

        on.fails, on.loses = (lambda _method, _path: None, break_off) if is_done else (break_off, lambda _method, _path: None)
        for _try in range(3):
            try:
                while sending.send():
                    pass
                break
            except Away:
                assert finds(cleo, "streaks") == ["Dome"]
        assert is_whole(on), cut
        assert Progress.objects.get().copied.endswith(f"-{Progress.objects.get().round}")
        if not was_cut:
            break
    assert cut > 6


def test_a_server_that_lost_everything_gets_it_again_and_makes_up_no_index(on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    bring_up_to_date()
    on.indexes.clear()
    assert finds(cleo, "streaks") == ["Dome"]
    actions.reply(ana, topic, body="Vinegar.")
    follow()
    sending.send()
    assert not on.indexes
    while sending.send():
        pass
    assert is_whole(on)
    assert on.indexes["book-1"].fields == INDEX["mappings"]["properties"]


def test_the_worker_waits_longer_each_time_and_goes_on_by_itself(on, ana, community):
    lane = Copying(claims.new_holder(), None, claims.LEASE)
    actions.start(ana, community, title="Dome", body="Streaks remain.")
    follow()
    on.fails = lambda _method, _path: ANSWERS["503"]
    waits = [lane.step() for _ in range(5)]
    assert waits[4] > waits[0] > 0
    on.fails = lambda _method, _path: None
    while lane.step() == 0:
        pass
    assert is_whole(on)
    assert Copying(claims.new_holder(), None, claims.LEASE).step() > 1  # another has it


def test_what_comes_late_does_not_undo_what_is_newer(on, ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Streaks remain.")
    reply = actions.reply(ana, topic, body="Vinegar.")
    bring_up_to_date()
    actions.edit(ana, reply, body="Ammonia.")
    follow()
    late, caught = [], copies.server().write
    slow = [(line, caught) for line in Unsent.objects.all()]
    rows = sending._rows([line.doc for line, _write in slow])
    for line, _write in slow:
        late += sending.changes(["book"], {line.doc: line.pk}, rows)
    actions.edit(ana, reply, body="Soap.")
    bring_up_to_date()
    answers = caught([line for _doc, lines in late for line in lines], is_awaited=True)
    assert all(answer.is_done for answer in answers)
    assert (finds(cleo, "ammonia"), finds(cleo, "soap")) == ([], ["Dome"])
    assert not on.holds("ammonia")


def test_where_the_copy_is_far_behind_the_database_is_asked(on, ana, cleo, community, monkeypatch):
    monkeypatch.setattr(asking, "BEHIND", 3)
    bring_up_to_date()
    for number in range(4):
        actions.start(ana, community, title=f"Dome {number}", body="Words.")
    follow()
    assert len(finds(cleo, "dome")) == 4
    assert not searches(on)


