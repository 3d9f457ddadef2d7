"""What keeps a dialogue that is open to all from being flooded, and what keeps votes apart from people."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from convene.features.dialogues import actions, queries, rules, schedule
from convene.features.dialogues.models import Arrival, Ballot, Code, Dialogue, Vote, Wave
from convene.features.dialogues.models.ballot import key_of
from convene.features.dialogues.tasks import draw
from convene.lib.web import puzzles


def solved(puzzle: str) -> str:
    """What a browser finds."""
    given = puzzles.read(puzzle)
    return next(str(n) for n in range(10**7) if given.is_solved_by(str(n)))


@pytest.fixture
def wave(dialogue, monkeypatch) -> None:
    """Many have begun here from our network."""
    monkeypatch.setattr(rules, "CALM_HERE", 2)
    monkeypatch.setattr("convene.features.dialogues.actions.guarding.EASIEST", 8)
    for _turn in range(2):
        Client().post(f"{dialogue.get_absolute_url()}begin/")
    assert Arrival.objects.count() == 2


def test_in_calm_times_nobody_works(client, dialogue):
    assert "cv-gate" not in client.get(dialogue.get_absolute_url()).text
    assert client.post(f"{dialogue.get_absolute_url()}begin/").status_code == 302


def test_in_a_wave_a_browser_solves_a_puzzle_once_for_each_ballot(wave, client, dialogue):
    address = f"{dialogue.get_absolute_url()}begin/"
    page = client.post(address)
    assert page.status_code == 403
    puzzle = page.text.partition('name="puzzle" value="')[2].partition('"')[0]
    said = {"puzzle": puzzle, "answer": solved(puzzle)}
    wrong = client.post(address, said | {"answer": "0"})
    assert (wrong.status_code, "Press “Begin” once more" in wrong.text) == (403, True)
    assert client.post(address, said).status_code == 302
    assert Client().post(address, said).status_code == 403
    assert Ballot.objects.count() == 3


def test_without_script_one_takes_ones_time(wave, client, dialogue, monkeypatch):
    puzzle, now = puzzles.puzzle(8), puzzles.time.time
    address = f"{dialogue.get_absolute_url()}begin/"
    assert client.post(address, {"puzzle": puzzle}).status_code == 403
    monkeypatch.setattr(puzzles.time, "time", lambda: now() + rules.WAIT + 1)
    assert client.post(address, {"puzzle": puzzle}).status_code == 302


def test_those_who_began_are_counted_by_ten_minutes_where_all_may_come(dialogue, convened, device, ben, as_):
    device()
    device()
    assert Wave.objects.get().begun == 2
    device(convened(access="members"), browser=as_(ben))
    assert Wave.objects.count() == Arrival.objects.count() - 1 == 1


def test_ballots_that_vote_alike_are_found_and_others_are_not(ana, convened, as_):
    here = convened(seeds=[f"Thought number {n}" for n in range(20)])
    lines = queries.shown(here)
    for one in range(9):
        key = key_of(here, f"device:{one}")
        actions.begin(ana, here, who=f"device:{one}", address=f"10.0.0.{one}")
        for line in lines[:12]:
            odd = hashlib.sha256(f"{one} {line.number}".encode()).digest()[0] % 3 - 1
            actions.vote(ana, here, key, statement=line.pk, value=1 if one < 4 else odd)
    (crowd,) = queries.crowds(here)
    assert (len(crowd.ballots), crowd.votes, crowd.aside) == (4, 12, 0)
    browser, address = as_(ana), f"{here.get_absolute_url()}set-aside/"
    assert browser.get(f"{here.get_absolute_url()}watch/").status_code == 200
    browser.post(address, {"crowd": crowd.name})
    draw(here.pk)
    assert Ballot.objects.filter(is_aside=True).count() == 3
    assert sum(one.agrees + one.disagrees + one.passes for one in here.statements.all()) == 6 * 12
    browser.post(address, {"crowd": crowd.name, "back": "1"})
    assert not Ballot.objects.filter(is_aside=True).exists()


def test_neither_ballots_nor_votes_know_a_time_a_person_or_an_order():
    for table in (Ballot, Vote, Code):
        fields = table._meta.concrete_fields
        assert not [one.name for one in fields if isinstance(one, models.DateField | models.DateTimeField)]
        ours = {"dialogues.ballot", "dialogues.dialogue", "dialogues.statement"}
        assert {one.related_model._meta.label_lower for one in fields if one.is_relation} <= ours


def test_the_order_of_rows_is_not_the_order_of_voting(dialogue):
    keys = [key_of(dialogue, f"person:{n}") for n in range(40)]
    Ballot.objects.bulk_create(Ballot(dialogue=dialogue, key=key) for key in keys)
    assert list(Ballot.objects.order_by("pk").values_list("key", flat=True)) != keys


def test_a_key_cannot_be_made_without_ours_or_of_another_dialogue(dialogue, convened, settings):
    here, there = key_of(dialogue, "person:1"), key_of(convened(), "person:1")
    settings.SECRET_KEY = "another"
    assert len({here, there, key_of(dialogue, "person:1")}) == 3


def test_thirty_days_after_closing_nobody_can_say_whose_ballot_it_is(ben, convened, device, as_):
    here = convened(access="members")
    browser = device(here, browser=as_(ben))
    now = timezone.now()
    mine = f"{here.get_absolute_url()}mine/"
    for days, found in ((29, "No vote yet"), (31, "no ballot here")):
        Dialogue.objects.update(opens_at=now - dt.timedelta(days=60), closes_at=now - dt.timedelta(days=days))
        schedule.seal_closed.func()
        assert found in browser.get(mine).text
    here.refresh_from_db()
    assert (here.salt, key_of(here, f"person:{ben.pk}")) == ("", "")


def test_once_sealed_no_ballot_tells_that_somebody_wrote_with_it(dialogue, device):
    for word in ("Plant willows.", "Count the herons."):
        device().post(f"{dialogue.get_absolute_url()}say/", {"text": word})
    now = timezone.now()
    Dialogue.objects.update(opens_at=now - dt.timedelta(days=60), closes_at=now - dt.timedelta(days=31))
    assert set(dialogue.ballots.values_list("said", flat=True)) == {1}
    schedule.seal_closed.func()
    assert set(dialogue.ballots.values_list("said", flat=True)) == {0}
