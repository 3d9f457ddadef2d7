"""Dots, ranks, points, times and who is in: each kind counts as it says, and ties are said."""

from __future__ import annotations

import csv
import datetime as dt
import io
from itertools import permutations

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from convene.features.polls import actions, queries
from convene.features.polls.counting import rank
from convene.features.polls.models import Poll
from convene.lib.errors import NotPossible

ABC = ["a", "b", "c"]
ballots = some.lists(some.dictionaries(some.sampled_from([*ABC, "d"]), some.integers(1, 4)), max_size=7)


def wins(cast, one, other) -> int:
    return sum(ballot.get(one, 9) < ballot.get(other, 9) for ballot in cast)


@given(ballots)
@settings(max_examples=80, deadline=None)
def test_whoever_beats_each_other_option_stands_alone_at_the_top(cast):
    names = [*ABC, "d"]
    beats_all = [
        one for one in names if all(wins(cast, one, other) > wins(cast, other, one) for other in names if other != one)
    ]
    found = rank(cast, names)
    assert [found.winner] == (beats_all or [None])
    if beats_all:
        assert found.groups[0] == tuple(beats_all)
    loses_all = [
        one for one in names if all(wins(cast, one, other) < wins(cast, other, one) for other in names if other != one)
    ]
    if loses_all:
        assert found.groups[-1] == tuple(loses_all)
    assert sorted(name for group in found.groups for name in group) == names


@given(ballots)
@settings(max_examples=30, deadline=None)
def test_neither_the_order_of_votes_nor_that_of_options_changes_a_ranking(cast):
    found = [{frozenset(group): at for at, group in enumerate(rank(cast, order).groups)} for order in permutations(ABC + ["d"], 4)][::7]
    assert all(one == found[0] for one in found)
    assert rank(cast[::-1], [*ABC, "d"]).groups == rank(cast, [*ABC, "d"]).groups


def test_a_circle_is_a_tie_and_not_drawn_by_lot():
    circle = [{"a": 1, "b": 2, "c": 3}, {"b": 1, "c": 2, "a": 3}, {"c": 1, "a": 2, "b": 3}]
    assert rank(circle, ABC).groups == (("a", "b", "c"),)
    assert rank(circle, ABC).winner is None
    assert rank([], ABC).groups == (("a", "b", "c"),)


def found(poll):
    poll = Poll.objects.get(pk=poll.pk)
    return queries.results_of(poll, queries.votes_of(poll), 9)


def test_dots_are_given_away_and_no_more_than_one_has(ask, ben, six):
    poll = ask(kind="dot_vote", options=["Kits", " Bees ", "", "Noise"], most=3)
    assert poll.options == ["Kits", "Bees", "Noise"]
    for choices in ({"0": 4}, {"0": 0}, {}, {"0": -1, "1": 2}, {"9": 1}):
        with pytest.raises(NotPossible):
            actions.vote(ben, poll, choices=choices)
    actions.vote(ben, poll, choices={"0": 2, "1": 1, "2": 0})
    actions.vote(six[0], poll, choices={"1": 1})
    assert [bar.number for bar in found(poll).bars] == ["2", "2", "0"]
    assert found(poll).first == ["Kits", "Bees"]


def test_options_are_ranked_and_the_best_comes_first(ask, ben, six, as_):
    poll = ask(kind="ranked_choice", options=["Kits", "Bees", "Noise"])
    with pytest.raises(NotPossible):
        actions.vote(ben, poll, choices={"0": 7})
    browser = as_(ben)
    assert browser.post(f"/polls/{poll.pk}/vote/", {"option_2": "1", "option_0": "2"}).status_code == 302
    actions.vote(six[0], poll, choices={"2": 1})
    actions.vote(six[1], poll, choices={"0": 1, "1": 1, "2": 2})
    assert [(bar.text, bar.number) for bar in found(poll).bars] == [("Noise", "1."), ("Kits", "2."), ("Bees", "3.")]
    page = browser.get(f"/polls/{poll.pk}/").text
    assert "First: Noise." in page
    assert "1. Noise" in page


def test_points_are_a_mean_of_those_who_gave_some(ask, ben, six):
    poll = ask(kind="score", options=["Kits", "Bees", "Noise"], most=5)
    with pytest.raises(NotPossible):
        actions.vote(ben, poll, choices={"0": 6})
    actions.vote(ben, poll, choices={"0": 5, "1": 0})
    actions.vote(six[0], poll, choices={"0": 2})
    assert [(bar.number, bar.share) for bar in found(poll).bars] == [("3.5", 70), ("0.0", 0), ("–", 0)]


def test_times_stand_on_the_clock_of_each_reader(ask, ana, ben, as_):
    later = (timezone.now() + dt.timedelta(days=20)).replace(hour=15, minute=0, second=0, microsecond=0)
    poll = ask(kind="time_poll", options=[(later + dt.timedelta(days=1)).isoformat(), later.isoformat()])
    assert poll.options[0] < poll.options[1]
    actions.vote(ana, poll, choices={"0": 2, "1": 1})
    actions.vote(ben, poll, choices={"0": 2, "1": 2})
    assert found(poll).first == [poll.answers["0"]]
    assert [bar.note for bar in found(poll).bars] == ["", "and 1 if need be"]
    for zone, clock in (("UTC", "15:00"), ("Asia/Tokyo", "00:00")):
        ben.time_zone = zone
        ben.save()
        assert clock in as_(ben).get(f"/polls/{poll.pk}/").text
    with pytest.raises(NotPossible, match="future"):
        ask(kind="time_poll", options=["2020-01-01T10:00:00+00:00", later.isoformat()])


def test_members_opt_in(ask, ben, as_):
    poll = ask(kind="opt_in")
    actions.vote(ben, poll, choices={"in": 1})
    assert "I am in" in as_(ben).get(f"/polls/{poll.pk}/").text


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("dot_vote", {"options": "Kits\nBees", "most": "4"}), ("ranked_choice", {"options": "Kits\nBees"}),
        ("score", {"options": "Kits\nBees", "most": "5"}), ("opt_in", {}),
        ("time_poll", {"time_1": "2029-12-20T10:00", "time_2": "2029-12-21T10:00", "time_5": "2029-12-19T10:00"}),
    ],
)  # fmt: skip
def test_each_kind_is_asked_with_its_form(kind, more, ana, community, as_):
    address = f"/polls/new/?community=citizen-science&kind={kind}"
    browser = as_(ana)
    said = {"title": "What next?", "closes_at": (timezone.now() + dt.timedelta(3)).strftime("%Y-%m-%dT%H:%M")} | more
    for name in more:
        if "time" in name:
            said[name] = (timezone.now() + dt.timedelta(9 + int(name[-1]))).strftime("%Y-%m-%dT%H:%M")
    assert browser.post(address, said).status_code == 302
    poll = Poll.objects.get()
    assert len(poll.options) == {"opt_in": 0, "time_poll": 3}.get(kind, 2)
    assert browser.get(f"/polls/{poll.pk}/").status_code == browser.get(f"/polls/{poll.pk}/change/").status_code == 200


@pytest.mark.parametrize("options", [["One"], ["Same", "same"], [f"Option {n}" for n in range(21)]])
def test_options_that_make_no_choice_are_refused(options, ask):
    with pytest.raises(NotPossible):
        ask(kind="dot_vote", options=options, most=3)


def test_the_table_of_votes_holds_what_the_page_shows_and_no_formula(ask, ana, ben, six, as_):
    poll = ask(kind="score", options=["=1+1", "Bees"], most=5, is_hidden=True)
    actions.vote(ben, poll, choices={"0": 4}, reason="=HYPERLINK(1)")
    assert as_(ben).get(f"/polls/{poll.pk}/votes.csv").status_code == 403
    actions.close(ana, poll)
    rows = list(csv.reader(io.StringIO(as_(ben).get(f"/polls/{poll.pk}/votes.csv").content.decode("utf-8-sig"))))
    assert rows[0] == ["name", "voted_at", "'=1+1", "Bees", "reason"]
    assert [rows[1][0], *rows[1][2:]] == ["Ben Osei", "4", "", "'=HYPERLINK(1)"]
    nameless = ask(is_anonymous=True)
    for number, one in enumerate(six):
        actions.vote(one, nameless, choices={"agree": 1}, word=f"w{number}")
    actions.close(ana, nameless)
    table = as_(ben).get(f"/polls/{nameless.pk}/votes.csv").content.decode("utf-8-sig")
    assert table.splitlines()[:2] == ["answer,reason", "agree,"]
    assert "Voter" not in table
