"""How a team's answers spread, where roles differ, and what comes first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convene.features.guides.spread import Answer, agenda, spread

answers = st.lists(st.builds(Answer, st.integers(0, 4), st.sampled_from(["", "floor", "leadership", "learning"])), max_size=12)


@given(answers)
def test_nothing_is_said_below_three_people(given_answers) -> None:
    assert (spread(given_answers, steps=5) is None) == (len(given_answers) < 3)


@given(answers.filter(lambda some: len(some) >= 3))
def test_a_spread_counts_everybody_and_lies_between_nought_and_one(some) -> None:
    found = spread(some, steps=5)
    assert found
    assert sum(found.counts) == len(some)
    assert 0 <= found.width <= 1
    assert (found.width == 0) == (len({one.step for one in some}) == 1)


@given(answers.filter(lambda some: len(some) >= 3))
def test_a_role_that_one_person_holds_is_never_named(some) -> None:
    found = spread(some, steps=5)
    if found and found.difference:
        for role in (found.difference.lower, found.difference.higher):
            assert sum(one.role == role for one in some) >= 2


@given(answers.filter(lambda some: len(some) >= 3), st.randoms())
def test_the_order_of_answers_does_not_matter(some, chance) -> None:
    other = list(some)
    chance.shuffle(other)
    assert spread(some, steps=5) == spread(other, steps=5)


def test_halves_at_both_ends_are_as_wide_as_can_be() -> None:
    for people in (4, 5, 12):
        found = spread([Answer(0)] * (people // 2) + [Answer(4)] * (people - people // 2), steps=5)
        assert found
        assert found.width == 1


def test_you_see_it_differently_where_the_middles_of_two_roles_lie_apart() -> None:
    found = spread([Answer(1, "floor"), Answer(1, "floor"), Answer(4, "leadership"), Answer(3, "leadership")], steps=5)
    assert found
    assert found.difference
    assert (found.difference.lower, found.difference.lower_step) == ("floor", 1)
    assert (found.difference.higher, found.difference.higher_step) == ("leadership", 3)
    near = spread([Answer(1, "floor"), Answer(1, "floor"), Answer(2, "leadership"), Answer(2, "leadership")], steps=5)
    assert near
    assert near.difference is None


def test_the_widest_gap_is_talked_about_first() -> None:
    def of(*steps):
        return spread([Answer(step) for step in steps], steps=5)

    spreads = {"agreed": of(2, 2, 2), "wide": of(0, 4, 4), "high": of(3, 4, 4), "low": of(0, 1, 1), "few": of(0, 4)}
    assert agenda(spreads, ["agreed", "high", "low", "few", "wide"]) == ["wide", "low", "high"]


def test_a_step_that_the_scale_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="scale"):
        spread([Answer(5)] * 3, steps=5)
