"""Nobody can work out another's rating from what a team is shown, however one goes about it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.features.skills.coverage import team
from convene.features.skills.coverage.team import CAN_DO, Band

STEPS = range(4)
rating = st.integers(0, 3)
answers = st.builds(lambda a, b: {"a": a, "b": b}, rating, rating)
people = st.integers(1, 12)


@st.composite
def histories(draw, most=12):
    """What a team of up to 12 says of two skills, time after time: people join, leave and answer anew."""
    moments = []
    said = {person: draw(answers) for person in range(draw(people))}
    for _moment in range(draw(st.integers(1, 6))):
        moments.append(dict(said))
        for person in draw(st.sets(st.integers(0, most - 1), max_size=4)):
            if person in said and draw(st.booleans()):
                del said[person]
            else:
                said[person] = draw(answers)
    return moments


def releases(moments):
    """What is shown at each moment; every release is kept for those after it."""
    kept, shown = [], []
    for said in moments:
        now = team.release(said, kept)
        if now is not None and now not in kept:
            kept.append(now)
        shown.append(now)
    return shown


@settings(max_examples=150, deadline=None)
@given(histories())
def test_a_team_below_three_sees_nothing(moments) -> None:
    for said, seen in zip(moments, releases(moments), strict=True):
        assert (seen is None) == (len(said) < 3)


@settings(max_examples=200, deadline=None)
@given(histories(), st.data())
def test_no_series_of_releases_tells_not_yet_from_learning_or_can_do_from_can_teach(moments, data) -> None:
    """Every rating of the others can be another one, and everything that anybody sees remains the same."""
    attacker = data.draw(st.integers(0, 11))
    other = [
        {person: steps if person == attacker else {key: step ^ 1 for key, step in steps.items()} for person, steps in said.items()}
        for said in moments
    ]
    shown = [one and (one.bands, one.people) for one in releases(moments)]
    assert shown == [one and (one.bands, one.people) for one in releases(other)]


@settings(max_examples=200, deadline=None)
@given(histories())
def test_any_two_releases_differ_by_nobody_or_by_three_people_at_least(moments) -> None:
    seen = [one for one in releases(moments) if one is not None]
    for one, other in combinations(seen, 2):
        assert len(team.changed(one, other)) not in {1, 2}


@settings(max_examples=100, deadline=None)
@given(histories(), st.data())
def test_an_attacker_who_answers_anew_again_and_again_moves_nothing(moments, data) -> None:
    said = moments[-1]
    first = team.release(said)
    if first is None:
        return
    attacker = data.draw(st.sampled_from(sorted(said)))
    for step in [*STEPS, *STEPS]:
        assert team.release(said | {attacker: {"a": step, "b": step}}, [first]) is first
    newcomer = said | {99: {"a": 3, "b": 3}}
    assert team.release(newcomer, [first]) is first
    left = {person: steps for person, steps in newcomer.items() if person != attacker}
    assert team.release(left, [first]) is first


@pytest.mark.parametrize("size", range(3, 13))
def test_bands_count_those_who_can_do_it_alone(size) -> None:
    for able in range(size + 1):
        seen = team.release({person: {"a": CAN_DO * (person < able) + person % 2} for person in range(size)})
        assert seen
        assert seen.bands == {"a": Band(min(able, 2))}


def test_gaps_come_before_thin_spots_among_what_is_needed() -> None:
    bands = {"a": Band.COVERED, "b": Band.THIN, "c": Band.GAP, "d": Band.THIN}
    assert team.gaps(bands, ["a", "b", "c", "d", "new"]) == ["c", "b", "d"]
    assert team.gaps(bands, ["a", "d"]) == ["d"]


def test_a_skill_is_known_once_everybody_has_answered_it() -> None:
    old = {person: {"a": 2} for person in range(3)}
    first = team.release(old)
    assert team.release(old | {0: {"a": 2, "new": 3}}, [first]) is first
    second = team.release({person: {"a": 2, "new": 3} for person in old}, [first])
    assert second
    assert second.bands == {"a": Band.COVERED, "new": Band.COVERED}


@settings(max_examples=150, deadline=None)
@given(histories(), st.lists(st.sampled_from(["a", "b", "ab"]), min_size=6, max_size=6))
def test_releases_of_different_wheels_differ_by_three_in_what_both_know(moments, wheels) -> None:
    """Skills come and go with the text of a network; what two releases both know is compared, so nothing slips through."""
    seen = releases([
        {person: {key: said[key] for key in wheel} for person, said in moment.items()}
        for moment, wheel in zip(moments, wheels, strict=False)
    ])  # fmt: skip
    for one, other in combinations([each for each in seen if each], 2):
        assert len(team.changed(one, other)) not in {1, 2}


@settings(max_examples=100, deadline=None)
@given(histories(), st.data())
def test_whoever_was_forgotten_counts_as_one_who_differs(moments, data) -> None:
    """Nobody stands in their place, with no answers: else what they said could be worked out once others changed back."""
    kept = []
    for said in moments:
        if (now := team.release(said, kept)) and now not in kept:
            kept.append(now)
    gone = data.draw(st.integers(0, 11))
    pruned = [
        team.Release(one.bands, one.people, {who if who != gone else -1: keys for who, keys in one.able.items()})
        for one in kept
    ]  # fmt: skip
    last = {person: said for person, said in moments[-1].items() if person != gone}
    now = team.release(last, pruned)
    for one in kept:
        if now and now not in pruned:
            assert len(team.changed(one, now)) not in {1, 2}
