"""Nobody can work out another's rating, and no institution can be told from a view, however one goes about it."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.features.skills.coverage import network, team
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


# The network


@pytest.mark.parametrize("of", range(12))
def test_nothing_is_said_of_fewer_than_five(of) -> None:
    assert (network.share(0, of) is None) == (of < 5)


@pytest.mark.parametrize("of", range(5, 40))
def test_whoever_knows_one_institution_can_tell_nothing_of_another(of) -> None:
    """For each share and each own answer, any other institution may have the skill and may lack it."""
    for own, count in product((0, 1), range(of + 1)):
        if not own <= count <= of - 1 + own:
            continue
        shown = network.share(count, of)
        others = [n - own for n in range(own, of + own) if network.share(n, of) == shown]
        assert min(others) < of - 1
        assert max(others) > 0


def worlds(size, joined):
    """All that may be so at two moments, in which those in `joined` may change and the rest may not."""
    for then in product((False, True), repeat=size):
        for changes in product((False, True), repeat=len(joined)):
            after = list(then)
            for place, value in zip(joined, changes, strict=True):
                after[place] = value
            yield then, tuple(after)


@pytest.mark.parametrize("size", [5, 6, 7])
def test_two_views_side_by_side_tell_on_nobody(size) -> None:
    """An institution that knows its own two answers, and even who changed, cannot tell any other's, then or after."""
    joined = range(5)
    possible: dict = {}
    for then, after in worlds(size, joined):
        for attacker in (0, size - 1):
            key = attacker, then[attacker], after[attacker], network.share(sum(then), size), network.share(sum(after), size)
            values = possible.setdefault(key, [(set(), set()) for _one in range(size)])
            for place in range(size):
                values[place][0].add(then[place])
                values[place][1].add(after[place])
    for (attacker, *_shown), values in possible.items():
        for place, (before, after) in enumerate(values):
            assert place == attacker or len(before) == len(after) == 2


parts = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 14), min_size=1)


@settings(max_examples=150, deadline=None)
@given(parts)
def test_small_parts_are_joined_until_none_is_small(sizes) -> None:
    numbers = iter(range(1000))
    given_parts = {name: {next(numbers): (True, False) for _one in range(size)} for name, size in sizes.items()}
    divided = network.divide(given_parts)
    assert all(len(inside) >= 5 for inside in divided.values())
    everybody = [one for inside in divided.values() for one in inside]
    assert len(everybody) == len(set(everybody))
    if sum(sizes.values()) >= 5:
        assert set(everybody) == {one for inside in given_parts.values() for one in inside}
    else:
        assert not divided
        assert network.release(given_parts) is None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 19), st.sampled_from("ab"), st.booleans()), max_size=40))
def test_no_two_views_differ_by_fewer_than_five(changes) -> None:
    """Neither in a part, nor where parts were joined, nor in what remains beside a part."""
    now = {name: {at + 100 * place: (False,) for at in range(10)} for place, name in enumerate("ab")}
    views = [network.release(now)]
    for at, name, missing in changes:
        number = at + 100 * "ab".index(name)
        inside = dict(now[name])
        if number in inside and inside[number] == (missing,):
            del inside[number]
        else:
            inside[number] = (missing,)
        now = now | {name: inside}
        seen = network.release(now, views)
        if seen is not views[-1]:
            views.append(seen)
    for before, after in combinations(views, 2):
        for names, inside in after.rests_on.items():
            for others, then in before.rests_on.items():
                if set(names) & set(others):
                    assert sum(then.get(one) != inside.get(one) for one in {*then, *inside}) not in range(1, 5)


def test_a_view_shows_no_total_beside_its_parts() -> None:
    seen = network.release({name: {at + 100 * n: (True, False) for at in range(6)} for n, name in enumerate("ab")})
    assert seen
    assert sorted(seen.cells) == [("a",), ("b",)]
    assert seen.cells["a",] == (network.Share(1, 2), network.Share(0, 2))
