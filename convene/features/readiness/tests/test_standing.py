"""Where a team stands in a dimension, and what comes next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from convene.features.readiness.standing import first_steps, standing


@given(st.lists(st.integers(1, 4), max_size=6))
def test_two_raters_are_needed_before_a_number_shows(levels) -> None:
    found = standing(levels)
    assert (found is None) == (len(levels) < 2)
    if found:
        assert found.lowest <= found.middle <= found.highest


def test_the_next_steps_are_three_at_most_and_the_lowest_first() -> None:
    standings = [standing([4, 4]), standing([2, 2]), None, standing([1, 3]), standing([1, 1]), standing([3, 3])]
    assert first_steps(standings) == [4, 3, 1]
    assert first_steps([standing([4, 4])]) == []
