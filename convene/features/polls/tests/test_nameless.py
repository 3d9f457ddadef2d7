"""Votes without names: nothing that is kept ties a vote to anybody, and each counts once."""

from __future__ import annotations

import io
import json
import random

import pytest
from django.apps import apps
from django.core import serializers

from convene.core.ledger.models import Entry
from convene.features.polls import actions
from convene.features.polls.models import Poll, Stance, Urn
from convene.features.polls.personal import given
from convene.lib.errors import NotPossible


@pytest.fixture
def poll(ask, six):
    return ask(is_anonymous=True)


def test_nothing_in_the_database_ties_a_vote_to_its_voter(poll, six, ana):
    """Whoever holds every row, in the order of the table, guesses no better than by chance."""
    right = tried = 0
    for seed in range(12):
        chance = random.Random(seed)
        Stance.objects.all().delete()
        Urn.objects.update(ballots={})
        chosen = {one: chance.choice(["agree", "disagree"]) for one in six}
        for one in chance.sample(six, len(six)):
            actions.vote(one, poll, choices={chosen[one]: 1}, word=f"{one.pk}{seed}")
        rows = list(Stance.objects.order_by("pk").values_list("person", "choices", "reason", "at"))
        assert {(json.dumps(choices), reason, at) for _person, choices, reason, at in rows} == {("{}", "", None)}
        ballots = list(Urn.objects.get().ballots.values())
        by_number = {one.pk: answer for one, answer in chosen.items()}
        for (person, *_), ballot in zip(rows, ballots, strict=True):
            right += next(iter(ballot["choices"])) == by_number[person]
            tried += 1
    assert 0.3 < right / tried < 0.7
    entries = Entry.objects.filter(verb="polls.voted")
    assert not entries.exclude(actor=None).exists()
    assert not [one for one in entries if one.facts]


def test_a_word_appears_in_no_table_and_opens_nothing_for_others(poll, six):
    actions.vote(six[0], poll, choices={"agree": 1}, reason="zqmine", word="zqsecretword")
    out = io.StringIO()
    for model in apps.get_models():
        serializers.serialize("json", model._default_manager.all(), stream=out)
    assert "zqsecretword" not in out.getvalue()
    with pytest.raises(NotPossible):
        actions.vote(six[0], poll, choices={"disagree": 1}, word="another browser")
    actions.vote(six[1], poll, choices={"disagree": 1}, word="zqsecretword")  # a machine that two share
    assert len(Urn.objects.get().ballots) == Stance.objects.count() == 2


def test_with_the_browser_one_voted_with_one_changes_the_vote(poll, six, as_):
    browser = as_(six[0])
    browser.get(f"/polls/{poll.pk}/")
    for answer in ("agree", "disagree"):
        assert browser.post(f"/polls/{poll.pk}/vote/", {"answer": answer, "reason": "zqwhy"}).status_code == 302
    assert [next(iter(one["choices"])) for one in Urn.objects.get().ballots.values()] == ["disagree"]
    assert "zqwhy" in browser.get(f"/polls/{poll.pk}/").text
    other = as_(six[0])
    page = other.get(f"/polls/{poll.pk}/").text
    assert "zqwhy" not in page
    assert "another browser" in page
    assert other.post(f"/polls/{poll.pk}/vote/", {"answer": "agree"}).status_code == 422


def test_after_closing_no_browser_finds_its_vote_and_fewer_than_five_are_not_shown(poll, six, ana, as_):
    browser = as_(six[0])
    browser.get(f"/polls/{poll.pk}/")
    browser.post(f"/polls/{poll.pk}/vote/", {"answer": "agree", "reason": "zqwhy"})
    before = set(Urn.objects.get().ballots)
    for number, one in enumerate(six[1:4]):
        actions.vote(one, poll, choices={"agree": 1}, word=f"w{number}")
    assert "zqwhy" not in as_(ana).get(f"/polls/{poll.pk}/").text
    actions.close(ana, poll)
    assert before.isdisjoint(Urn.objects.get().ballots)
    page = browser.get(f"/polls/{poll.pk}/").text
    assert "Fewer than five" in page
    assert "zqwhy" not in page
    Poll.objects.update(voter_count=5)
    assert "zqwhy" in browser.get(f"/polls/{poll.pk}/").text
    assert six[0].name not in as_(ana).get(f"/polls/{poll.pk}/").text


def test_a_copy_of_ones_data_says_that_one_voted_and_not_how(poll, six):
    actions.vote(six[0], poll, choices={"agree": 1}, reason="zqwhy", word="w")
    votes = next(part for part in given(six[0]) if part.name == "stances")
    assert [(one["without_name"], one["chosen"]) for one in votes.rows] == [(True, {})]
    assert "zqwhy" not in json.dumps(votes.rows, default=str)
