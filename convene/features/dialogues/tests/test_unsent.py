"""Votes that waited on a tablet while there was no connection."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.test import Client

from convene.features.dialogues import actions, rules
from convene.features.dialogues.models import Ballot, Dialogue, Kiosk, Vote
from convene.features.dialogues.views import places
from convene.features.dialogues.views.way import Way, link_of
from convene.lib.errors import Refusal

from .towns import over


@pytest.fixture
def kiosk(dialogue, ana) -> Kiosk:
    return actions.put_up_kiosk(ana, dialogue, name="Entrance hall", seconds=60)


@pytest.fixture
def send(kiosk):
    """Sends what a visitor voted, as the tablet does; gives the status of the answer."""

    def sent(browser: Client, visit: str, *marks: str, **more: str) -> int:
        rows = kiosk.dialogue.statements.order_by("number").values_list("pk", flat=True)
        votes = {f"vote-{pk}": mark for pk, mark in zip(rows, marks, strict=False)}
        return browser.post(Way(kiosk.dialogue, kiosk=kiosk).later, {"visit": visit, **votes, **more}).status_code

    return sent


def test_each_visitor_has_a_ballot_and_what_is_sent_twice_counts_once(kiosk, send, client) -> None:
    assert [send(client, word, "agree", "disagree") for word in ("one", "two", "one")] == [204] * 3
    kiosk.refresh_from_db()
    kiosk.dialogue.refresh_from_db()
    here = kiosk.dialogue
    assert (Ballot.objects.count(), kiosk.begun, here.voter_count, here.vote_count, here.changes) == (2, 2, 2, 4, 4)
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, -1, 1, 1]


def test_a_visitor_who_began_with_a_connection_goes_on_with_the_same_ballot(kiosk, send, client, votes) -> None:
    client.get(link_of(kiosk))
    client.post(f"{kiosk.dialogue.get_absolute_url()}begin/")
    votes(client, 1)
    assert send(client, "one", "disagree", "pass", goes_on="1") == 204
    assert list(Vote.objects.order_by("statement__number").values_list("value", flat=True)) == [-1, 0]
    assert Ballot.objects.count() == 1
    client.get(link_of(kiosk))  # somebody loaded the page anew: the tablet forgot
    assert send(client, "two", "agree", goes_on="1") == 204
    assert Ballot.objects.count() == 2


def test_votes_on_what_is_gone_are_left_out_and_nothing_is_no_ballot(kiosk, send, client, ana) -> None:
    first = kiosk.dialogue.statements.order_by("number").first()
    actions.decide(ana, kiosk.dialogue, statements=[first.pk], verdict="refused", reason="beside")
    assert send(client, "one", "agree", "agree") == 204
    assert send(client, "two", "agree") == 204
    assert send(client, "three", "maybe", "") == 204
    assert send(client, "", "agree", "agree") == 204
    assert (Ballot.objects.count(), Vote.objects.count()) == (1, 1)


def test_after_closing_and_on_a_tablet_that_is_ended_votes_count_no_more(kiosk, send, client, ana) -> None:
    actions.end_kiosk(ana, kiosk)
    assert send(client, "one", "agree") == 410
    other = actions.put_up_kiosk(ana, kiosk.dialogue, name="Café", seconds=60)
    over(kiosk.dialogue)
    answer = client.post(Way(kiosk.dialogue, kiosk=other).later, {"visit": "one"})
    assert answer.status_code == 410
    assert not Ballot.objects.exists()


def test_where_people_vote_by_code_by_now_a_tablet_brings_nothing(kiosk, send, client) -> None:
    Dialogue.objects.update(access="codes")
    assert send(client, "one", "agree") == 410
    kiosk.dialogue.refresh_from_db()
    with pytest.raises(Refusal):
        actions.bring_votes(AnonymousUser(), kiosk.dialogue, kiosk, visit="one", votes={})


def test_too_many_at_once_wait_and_a_forged_link_brings_nothing(kiosk, send, client, monkeypatch) -> None:
    monkeypatch.setattr(rules.places, "MOST_AT_KIOSK", 2)
    assert [send(client, word, "agree") for word in ("one", "two", "three")] == [204, 204, 403]
    address = Way(kiosk.dialogue, kiosk=kiosk).later.replace(f"{kiosk.pk}:", f"{kiosk.pk + 1}:")
    assert client.post(address, {"visit": "one"}).status_code == 404
    assert Ballot.objects.count() == 2


def test_the_tablet_is_given_what_it_needs_where_a_visitor_begins(kiosk, client) -> None:
    page = client.get(link_of(kiosk)).text
    assert page.count("data-number=") == kiosk.dialogue.statements.count()
    assert Way(kiosk.dialogue, kiosk=kiosk).later in page
    assert "votes wait on it" in page


def test_of_very_many_statements_it_is_given_those_that_matter_most(kiosk, client, monkeypatch) -> None:
    monkeypatch.setattr(places, "MOST_KEPT", 2)
    first, second, *_rest = kiosk.dialogue.statements.order_by("number").values_list("pk", flat=True)
    kiosk.dialogue.statements.filter(pk__in=[first, second]).update(priority=9)
    Dialogue.objects.update(routing=F("routing") + 1)
    page = client.get(link_of(kiosk)).text
    assert sorted(re.findall(r'data-number="(\d+)"', page)) == sorted([str(first), str(second)])
