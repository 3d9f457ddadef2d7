"""Thresholds are exact, and one more who agrees never undoes what was reached."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from convene.features.polls.counting import THRESHOLDS, quorum_of, reaches, standing_of, totals

people = some.integers(0, 400)


@given(some.sampled_from(sorted(THRESHOLDS)), people, people)
@settings(max_examples=80, deadline=None)
def test_one_more_who_agrees_undoes_nothing_and_one_more_against_reaches_nothing(threshold, agree, against):
    if reaches(threshold, agree, against):
        assert reaches(threshold, agree + 1, against)
    else:
        assert not reaches(threshold, agree, against + 1)


@given(people, people)
@settings(max_examples=80, deadline=None)
def test_a_stricter_threshold_is_harder_to_reach(agree, against):
    reached = [reaches(threshold, agree, against) for threshold in ("half", "two_thirds", "three_quarters", "all")]
    assert reached == sorted(reached, reverse=True)
    share = Fraction(agree, agree + against) if agree + against else Fraction(0)
    least = (Fraction(1, 2), Fraction(2, 3), Fraction(3, 4), Fraction(1))
    assert reached == [share > least[0], *(share >= one for one in least[1:])]


@given(some.integers(0, 100), people)
@settings(max_examples=80, deadline=None)
def test_a_quorum_is_a_whole_number_of_people_and_just_enough(percent, eligible):
    needed = quorum_of(percent, eligible)
    assert needed * 100 >= percent * eligible > (needed - 1) * 100 or needed == 0 == percent * eligible


@pytest.mark.parametrize(
    ("counts", "carried"),
    [
        ({"agree": 2, "disagree": 1}, True), ({"agree": 1, "disagree": 1}, False), ({"abstain": 9}, False),
        ({"agree": 9, "block": 1}, False), ({"agree": 1}, False), ({"agree": 1, "abstain": 1}, True), ({}, False),
    ],
)  # fmt: skip
def test_how_a_proposal_stands_with_a_quorum_of_two(counts, carried):
    assert standing_of(counts, threshold="half", quorum=20, eligible=10).is_carried is carried


def test_totals_keep_the_order_of_the_answers():
    assert totals([{"b": 2}, {"b": 1, "a": 1}], ["c", "b", "a"]) == {"c": 0, "b": 3, "a": 1}
