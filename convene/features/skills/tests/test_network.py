"""Staff see where the network is thin, and no series of views can be narrowed to an institution."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from functools import reduce
from itertools import combinations, pairwise, product
from operator import or_

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.core.frameworks.actions import adopt
from convene.core.frameworks.models import Part
from convene.core.institutions.models import Institution
from convene.core.ledger.models import Entry
from convene.core.people.models import User
from convene.core.teams.models import Member, Team
from convene.features.skills import actions
from convene.features.skills.coverage import network
from convene.features.skills.models import Counted, Picture, Rating, Release
from convene.features.skills.schedule import release_coverage
from convene.lib.errors import NotAllowed

from .test_team import WHEEL

ADDRESS = "/community-science/skills/network/"
SKILLS = frozenset({"x", "y"})


@pytest.mark.parametrize("size", range(5, 10))
def test_what_a_group_says_tells_nothing_of_another_institution_to_whoever_knows_one(size) -> None:
    """For each answer of the group, and each own one, any other institution may have the skill and may lack it."""
    for own, others in product((0, 1), range(size)):
        seen = _thin(own + others, size)
        possible = [one for one in range(size) if _thin(own + one, size) == seen]
        assert min(possible) < size - 1
        assert max(possible) > 0


def _thin(number: int, size: int) -> bool:
    state = network.State(frozenset("x"), {at: frozenset("x" if at < number else "") for at in range(size)})
    return bool(state.thin)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.integers(0, 99), st.sampled_from("abcd")))
def test_groups_have_five_to_nine_of_one_kind_or_come_from_ten_of_several(waiting) -> None:
    groups, counted = network.form(waiting), Counter(waiting.values())
    inside = [one for _kind, group in groups for one in group]
    assert len(inside) == len(set(inside))
    rare = {one for one, kind in waiting.items() if counted[kind] < 5}
    for kind, group in groups:
        assert 5 <= len(group) <= 9
        assert {waiting[one] for one in group} == {kind} if kind else rare.issuperset(group)
    assert waiting.keys() - set(inside) == (rare if len(rare) < 10 else set())


# A network over many nights: what staff see, and what may be worked out of it


def nights(chance: random.Random, size: int, number: int) -> list[network.State]:
    """What one group says, night after night; its institutions change their answers, go and come back."""
    some = range(size)
    now = {one: frozenset(key for key in SKILLS if chance.random() < 0.5) for one in some}
    states = [network.State(SKILLS, dict(now))]
    away: set[int] = set()
    for _night in range(number):
        for one in chance.sample(some, chance.randint(0, size)):
            now[one] = frozenset(key for key in SKILLS if chance.random() < 0.5)
        away ^= set(chance.sample(some, chance.choice([0, 0, 1, 2])))
        known = chance.choice([SKILLS, SKILLS, frozenset("x")])
        here = {one: keys & known for one, keys in now.items() if one not in away}
        if state := network.follow(states, here, known):
            states.append(state)
    return states


@pytest.mark.parametrize("seed", range(40))
def test_any_two_states_of_a_group_differ_by_nobody_or_by_five(seed) -> None:
    states = nights(random.Random(seed), 5 + seed % 5, 12)
    for one, other in combinations(states, 2):
        assert one.missing.keys() == other.missing.keys()
        assert len(network.changed(one, other)) not in range(1, 5)


def may_be(states: list[network.State], own: int) -> dict[tuple[int, int], set[bool]]:
    """What each institution may have said at each time, to whoever has seen every state, knows the members, who changed
    and when, and the answers of `own`.

    A series of counts is a number with a digit for each time, a set of series an integer with a bit for each number.
    """
    size, times = len(states[0].missing), range(len(states))
    choices: dict[int, list[tuple[bool, ...]]] = {}
    for one in states[0].missing:
        moves = [one in network.changed(a, b) for a, b in pairwise(states)]
        rows = product((False, True), repeat=len(states))
        free = [row for row in rows if all(moved or row[at] == row[at + 1] for at, moved in enumerate(moves))]
        choices[one] = [tuple("x" in state.missing[one] for state in states)] if one == own else free
    shown = 0
    for counts in product(range(size + 1), repeat=len(states)):
        if all((2 * count >= size) == ("x" in states[at].thin) for at, count in enumerate(counts)):
            shown |= 1 << _number(counts)
    found: dict[tuple[int, int], set[bool]] = {}
    for one in choices.keys() - {own}:
        sums = 1
        for other in choices.keys() - {one}:
            sums = reduce(or_, (sums << _number(row) for row in choices[other]))
        for row in choices[one]:
            if (sums << _number(row)) & shown:
                for at in times:
                    found.setdefault((one, at), set()).add(row[at])
    return found


def _number(digits: Sequence[int]) -> int:
    return sum(digit * 10**at for at, digit in enumerate(digits))


@pytest.mark.parametrize("seed", range(40))
def test_no_series_of_views_tells_on_an_institution_to_whoever_knows_another_and_who_changed(seed) -> None:
    states = nights(random.Random(seed), 5 + seed % 5, 6)[:4]
    possible = may_be(states, own=seed % 5)
    assert len(possible) == len(states) * (len(states[0].missing) - 1)
    assert all(both == {False, True} for both in possible.values())


def test_whoever_has_gone_stays_as_they_were_known_and_what_is_new_waits() -> None:
    first = network.State(SKILLS, {at: frozenset("x") for at in range(5)})
    assert network.follow([first], {at: frozenset("x") for at in range(2)}, SKILLS) is None
    four = {at: frozenset() for at in range(4)}
    assert network.follow([first], four, SKILLS) is None
    assert network.follow([first], four | {4: frozenset("y")}, SKILLS).thin == frozenset()
    new = SKILLS | {"z"}
    assert network.follow([first], {at: frozenset("xz") for at in range(4)}, new) is None
    assert network.follow([first], {at: frozenset("xz") for at in range(5)}, new).thin == {"x", "z"}


# The page


@pytest.fixture
def wheel(db) -> None:
    adopt(None, kind="skills", source=WHEEL)


@pytest.fixture
def institution(db):
    """Makes an institution of a kind with a team of three that was shown these bands."""

    def make(at: int, kind: str, **bands: int) -> Team:
        team = Team.objects.create(institution=Institution.objects.create(name=f"Hall {at}", kind=kind), name="Team")
        people = [User.objects.create(email=f"{at}-{n}@example.org", handle=f"p{at}-{n}", name="P") for n in range(3)]
        Member.objects.bulk_create(Member(team=team, person=one) for one in people)
        Counted.objects.bulk_create(Counted(person=one) for one in people)
        shown = {"listen": 2, "map": 2} | bands
        able = {one.pk: [key for key in shown if n < shown[key]] for n, one in enumerate(people)}
        Rating.objects.bulk_create(
            Rating(person=one, part=Part.objects.get(key=key), skill=key, step=2 * (key in able[one.pk]))
            for one, key in product(people, shown)
        )
        Release.objects.create(team=team, people=3, bands=shown, able={str(pk): keys for pk, keys in able.items()})
        return team

    return make


def night() -> None:
    """Views of the network alone: the releases of teams stand as they are."""
    actions.picture(None, skills=["listen", "map"])


def test_with_fewer_than_five_nothing_is_shown_and_it_is_said_why(wheel, institution, dora, as_):
    for at in range(4):
        institution(at, "science", map=0)
    night()
    page = as_(dora).get(ADDRESS).text
    assert "Nothing is shown yet" in page
    assert "<svg class=\"wheel\"" not in page
    assert not Picture.objects.exists()


def test_staff_see_in_how_many_groups_a_skill_is_missing_by_kind_and_in_all(wheel, institution, dora, as_):
    for at in range(5):
        institution(at, "science", map=0)
    for at in range(5, 11):
        institution(at, "zoo", listen=at % 2)
    night()
    page = as_(dora).get(ADDRESS).text
    assert page.count("<svg class=\"wheel\"") == 3
    for words in ("The whole network", "Science center", "Zoo or aquarium", "in 1 of 2 groups half or more lack it"):
        assert words in page
    assert "Hall" not in page.split("<main")[1]


def test_one_institution_that_changes_moves_nothing_and_five_do(wheel, institution, dora, as_):
    teams = [institution(at, "science", map=0) for at in range(6)]
    night()
    before = as_(dora).get(ADDRESS).text.split("<main")[1]
    for at, team in enumerate(teams):
        assert at > 4 or as_(dora).get(ADDRESS).text.split("<main")[1] == before
        Release.objects.create(team=team, people=3, bands={"listen": 2, "map": 2}, able={})
        Institution.objects.filter(pk=team.institution_id).update(kind="zoo")
        night()
        assert Picture.objects.count() == (2 if at >= 4 else 1)
    assert "There is no skill that half of a group or more lack" in as_(dora).get(ADDRESS).text
    assert "Zoo" not in as_(dora).get(ADDRESS).text, "a group stays what it was when it was formed"


def test_two_teams_of_one_institution_and_what_was_merged_into_it_count_once(wheel, institution):
    teams = [institution(at, "science", map=0) for at in range(5)]
    Institution.objects.filter(pk=teams[0].institution_id).update(merged_into=teams[1].institution_id)
    night()
    assert not Picture.objects.exists()
    institution(5, "science", map=0)
    night()
    assert len(Picture.objects.get().missing) == 5


def test_nobody_but_staff_sees_it_and_nobody_at_all_makes_it(wheel, ana, dora, as_, client):
    assert as_(ana).get(ADDRESS).status_code == 403
    assert "This is for the staff of the network" in as_(ana).get(ADDRESS).text
    assert client.get(ADDRESS).status_code == 302
    for who in (ana, dora):
        with pytest.raises(NotAllowed, match="made at night"):
            actions.picture(who, skills=["map"])


def test_it_is_made_at_night_without_a_trace_in_the_ledger(wheel, institution):
    for at in range(5):
        institution(at, "science")
    lines = Entry.objects.count()
    release_coverage.call()
    release_coverage.call()
    assert Picture.objects.get().thin == []
    assert Release.objects.count() == 5
    assert Entry.objects.count() == lines


def test_without_a_wheel_staff_are_told_so(dora, as_):
    assert "There is no text here yet" in as_(dora).get(reverse("skills:network")).text


def test_the_view_costs_few_queries_however_many_groups_there_are(wheel, institution, dora, as_, django_assert_max_num_queries):
    for at in range(25):
        institution(at, ("science", "zoo", "art")[at % 3], map=at % 3)
    night()
    browser = as_(dora)
    browser.get(ADDRESS)
    with django_assert_max_num_queries(5):
        browser.get(ADDRESS)
