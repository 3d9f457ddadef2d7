"""Take part: begin, vote, change one's mind, add what is missing."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest
from django.test import Client
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.features.dialogues import actions
from convene.features.dialogues.models import Ballot, Dialogue, Statement, Vote
from convene.features.dialogues.queries import Line, next_line
from convene.lib.errors import NotPossible


def test_who_can_know_what_stands_there_before_the_first_vote(client, dialogue):
    page = client.get(dialogue.get_absolute_url()).text
    assert "Who can know what" in page
    assert "One person, one vote?" in page
    assert 'name="vote"' not in page
    assert not Ballot.objects.exists()


def test_a_vote_is_counted_once_however_often_it_is_changed(dialogue, device, votes):
    browser = device()
    assert [votes(browser, 1, how) for how in ("agree", "agree", "pass", "disagree")] == [302] * 4
    assert votes(browser, 2) == 302
    dialogue.refresh_from_db()
    assert (dialogue.voter_count, dialogue.vote_count, dialogue.changes) == (1, 2, 5)
    assert list(Vote.objects.order_by("sequence").values_list("value", "sequence")) == [(-1, 4), (1, 5)]


def test_whoever_has_not_begun_cannot_vote(client, dialogue, votes):
    assert votes(client, 1) == 422
    assert not Vote.objects.exists()


def test_a_device_keeps_its_ballot_and_another_has_its_own(dialogue, device, votes):
    one, other = device(), device()
    votes(one, 1)
    votes(other, 1)
    one.post(f"{dialogue.get_absolute_url()}begin/")
    votes(one, 2)
    assert Ballot.objects.count() == 2
    assert sorted(Counter(Vote.objects.values_list("ballot", flat=True)).values()) == [1, 2]


def test_a_ballot_of_one_dialogue_opens_no_other(convened, dialogue, device, votes):
    browser, other = device(), convened(question="Another?", seeds=["One thing", "Two things", "Three things"])
    browser.cookies["ballot"]["path"] = "/"
    assert votes(browser, 1, here=other) == 422


def test_a_forged_ballot_is_none(client, dialogue, votes):
    client.cookies["ballot"] = f"{dialogue.slug}|device:abc:forged"
    assert votes(client, 1) == 422


def test_a_member_has_one_ballot_on_all_devices(convened, ben, as_, votes):
    here = convened(access="members")
    for browser in (as_(ben), as_(ben)):
        browser.post(f"{here.get_absolute_url()}begin/")
        assert votes(browser, 1, here=here) == 302
    here.refresh_from_db()
    assert (Ballot.objects.count(), here.voter_count, here.vote_count) == (1, 1, 1)


def test_strangers_do_not_vote_among_members(convened, cleo, client, as_, votes):
    here = convened(access="members")
    assert "Join Citizen Science" in as_(cleo).get(here.get_absolute_url()).text
    for browser in (as_(cleo), client):
        assert browser.post(f"{here.get_absolute_url()}begin/").status_code == 403
        assert votes(browser, 1, here=here) == 403


def test_a_code_is_one_ballot_and_whoever_knows_it_too_neither_reads_nor_changes_how_it_voted(convened, ana, votes):
    here = convened(access="codes")
    (code,) = actions.make_codes(ana, here, number=1)
    address, voter, maker = f"{here.get_absolute_url()}begin/", Client(), Client()
    assert Client().post(address, {"code": "nonesuch"}).status_code == 422
    for browser, typed in ((maker, code), (voter, f" {code[:3].upper()} {code[3:]}")):
        assert browser.post(address, {"code": typed}).status_code == 302
    assert votes(maker, 1, here=here) == 422  # who looked in first has it no more
    assert votes(voter, 1, here=here) == 302
    refused = maker.post(address, {"code": code})
    assert (refused.status_code, "voted with this code already" in refused.text) == (422, True)
    assert votes(maker, 1, "disagree", here=here) == 422
    assert "This device has no ballot here" in maker.get(f"{here.get_absolute_url()}mine/").text
    assert voter.post(address, {"code": code}).status_code == 302  # one's own device goes on
    assert votes(voter, 2, here=here) == 302
    assert (Ballot.objects.count(), set(Vote.objects.values_list("value", flat=True))) == (1, {1})


def test_nobody_votes_before_the_first_and_after_the_last_day(dialogue, device, votes):
    browser, now = device(), timezone.now()
    Dialogue.objects.update(opens_at=now + dt.timedelta(days=1), closes_at=now + dt.timedelta(days=2))
    assert votes(browser, 1) == 403
    Dialogue.objects.update(opens_at=now - dt.timedelta(days=2), closes_at=now - dt.timedelta(seconds=1))
    assert votes(browser, 1) == 403
    assert "Thank you to everybody" in browser.get(dialogue.get_absolute_url()).text


def test_a_statement_that_is_not_shown_takes_no_vote(dialogue, device, votes):
    browser = device()
    Statement.objects.filter(number=1).update(verdict="refused")
    assert votes(browser, 1) == 422
    dialogue.refresh_from_db()
    assert (dialogue.changes, Ballot.objects.get().sequence) == (0, 0)


def test_the_next_statement_is_the_same_when_the_page_is_loaded_again(dialogue, device):
    browser = device()
    pages = {browser.get(dialogue.get_absolute_url()).text.partition('name="statement" value="')[2][:12] for _ in range(4)}
    assert len(pages) == 1


def test_a_script_is_given_the_next_statement_at_once(dialogue, device):
    browser, seen = device(), set()
    page = browser.get(dialogue.get_absolute_url()).text
    for _turn in range(4):
        statement = page.partition('name="statement" value="')[2].partition('"')[0]
        seen.add(statement)
        said = {"statement": statement, "vote": "agree"}
        page = browser.post(f"{dialogue.get_absolute_url()}vote/", said, headers={"HX-Request": "true"}).text
    assert len(seen) == 4
    assert "You have voted on everything" in page


def test_statements_are_drawn_in_proportion_to_their_priority():
    lines = tuple(Line(n, n, "", "en", False, False, weight) for n, weight in ((1, 1.0), (2, 3.0), (3, 6.0)))
    first = Counter(next_line(lines, f"ballot {n}", ()).number for n in range(5000))
    assert [round(first[n] / 5000, 1) for n in (1, 2, 3)] == [0.1, 0.3, 0.6]
    assert next_line(lines, "any", {1, 2, 3}) is None


def test_one_that_is_taken_down_moves_no_other():
    lines = tuple(Line(n, n, "", "en", False, False, 1.0) for n in range(1, 30))
    for n in range(40):
        first = next_line(lines, f"ballot {n}", ())
        fewer = tuple(line for line in lines if line.number % 5 or line == first)
        assert next_line(fewer, f"ballot {n}", ()) == first


def test_what_is_added_waits_to_be_read_and_the_device_remembers_it(dialogue, device, ana):
    browser = device()
    answer = browser.post(f"{dialogue.get_absolute_url()}say/", {"text": "Plant   willows along the water."})
    assert answer.status_code == 302
    made = Statement.objects.get(text="Plant willows along the water.")
    assert (made.verdict, made.author, made.is_seed) == ("waiting", None, False)
    assert "waits to be read" in browser.get(f"{dialogue.get_absolute_url()}mine/").text
    assert "willows" not in Client().get(f"{dialogue.get_absolute_url()}mine/").text
    ana.refresh_from_db()
    assert ana.unread_notifications == 1


def test_the_same_words_are_refused_and_near_ones_are_offered(dialogue, device):
    browser, address = device(), f"{dialogue.get_absolute_url()}say/"
    same = browser.post(address, {"text": "keep a THIRD of the lot, unbuilt"})
    assert same.status_code == 422
    assert "This one already exists" in same.text
    near = {"text": "Please publish the water tests each month"}
    page = browser.post(address, near)
    assert (page.status_code, "Publish the water tests every month." in page.text) == (200, True)
    assert browser.post(address, near | {"anyway": "1"}).status_code == 302


@pytest.mark.parametrize("text", ["", "🙂🙂🙂", "!!!", "x" * 141])
def test_what_is_no_statement_is_refused_with_a_sentence(dialogue, device, text):
    page = device().post(f"{dialogue.get_absolute_url()}say/", {"text": text})
    assert page.status_code == 422
    assert dialogue.statements.count() == 4


def test_one_voter_adds_a_dozen_at_most(dialogue, device, nobody):
    device()
    ballot = Ballot.objects.get()
    for number in range(12):
        actions.say(nobody, dialogue, ballot.pk, text=f"Thought number {number}")
    with pytest.raises(Exception, match="as many as one can"):
        actions.say(nobody, dialogue, ballot.pk, text="One more")


def test_only_a_ballot_of_this_dialogue_adds_a_statement(dialogue, nobody):
    with pytest.raises(NotPossible):
        actions.say(nobody, dialogue, 12, text="From nowhere")


def test_voting_leaves_no_line_in_the_ledger(dialogue, device, votes):
    before = Entry.objects.count()
    browser = device()
    votes(browser, 1)
    votes(browser, 2)
    assert Entry.objects.count() == before
