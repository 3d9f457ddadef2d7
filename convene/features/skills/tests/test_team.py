"""A team sees what it covers together, late and roughly, and never who."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from convene.core.contact.actions import block
from convene.core.frameworks.actions import adopt, ready_made
from convene.core.frameworks.queries import texts
from convene.core.institutions import actions as institutions
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.people.models import How
from convene.core.teams import actions as teams
from convene.core.teams.models import Member, Team
from convene.features.skills import actions, personal
from convene.features.skills.actions import Answer
from convene.features.skills.models import Counted, Release
from convene.features.skills.queries import skills_of
from convene.features.skills.schedule import release_coverage
from convene.lib.errors import NotAllowed

WHEEL = """
head: {name: Wheel, line: Two skills., credit: Ours.}
steps: [{key: not-yet, name: Not yet}, {key: learning, name: Learning}, {key: can-do, name: Can do}, {key: can-teach, name: Can teach}]
competencies:
  - {key: all, name: All, line: All., skills: [{key: listen, name: Listening, line: Hear.}, {key: map, name: Mapping, line: Draw.}]}
"""


@pytest.fixture
def team(ana) -> Team:
    """Ana's, at the Hall of Tides."""
    adopt(None, kind="skills", source=WHEEL)
    hall = Institution.objects.create(name="Hall of Tides")
    institutions.belong(ana, hall)
    return teams.begin(ana, hall, name="Tidewatch")


def joins(team, *people) -> None:
    for person in people:
        Member.objects.create(team=team, person=person)


def says(person, listen, map_, *, counts=True) -> None:
    actions.rate(person, answers={"listen": Answer(step=listen), "map": Answer(step=map_)})
    if counts:
        actions.count(person)


def night() -> None:
    release_coverage.call()


def page(as_, person, team) -> str:
    return as_(person).get(reverse("skills:team", args=[team.pk])).text


def shown(as_, person, team) -> list[str]:
    """How many can do each skill, as the table says."""
    return re.findall(r"(nobody alone|one person|several)</td>", page(as_, person, team))


def test_below_three_nothing_is_shown_and_it_is_said_why(team, ana, ben, as_):
    joins(team, ben)
    says(ana, 3, 0)
    says(ben, 0, 0)
    night()
    assert "Nothing is shown yet" in page(as_, ana, team)
    assert not Release.objects.exists()


def test_once_everybody_counts_the_wheel_is_there_at_once(team, ana, ben, cleo, as_):
    joins(team, ben, cleo)
    says(ana, 3, 0)
    says(ben, 2, 1)
    assert "Nothing is shown yet" in page(as_, ana, team)
    says(cleo, 0, 1)
    assert shown(as_, ana, team) == shown(as_, ben, team) == ["several", "nobody alone"]
    text = page(as_, cleo, team)
    assert "rests on the answers of 3 people" in text
    assert text.count("<svg class=\"wheel\"") == 1
    assert '<a class="strong" href="/community-science/skills/teams/1/map/">' in text.replace(f"/{team.pk}/map", "/1/map")


def test_it_waits_for_the_others_a_week(team, ana, ben, cleo, person, as_):
    joins(team, ben, cleo, person("Eve Ek"))
    for who in (ana, ben, cleo):
        says(who, 2, 2)
    night()
    assert "It is on its way" in page(as_, ana, team)
    Counted.objects.update(since=timezone.now() - dt.timedelta(days=8))
    night()
    assert "It is on its way" in page(as_, ana, team)  # they joined just now
    Member.objects.update(joined_at=timezone.now() - dt.timedelta(days=8))
    night()
    assert shown(as_, ana, team) == ["several", "several"]


def test_one_who_answers_anew_joins_or_leaves_moves_nothing_neither_at_once_nor_at_night(team, ana, ben, cleo, person, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    before = page(as_, cleo, team)
    for listen, map_ in ((0, 0), (1, 3), (2, 2), (0, 3)):
        says(ben, listen, map_)
        assert page(as_, cleo, team) == before
        night()
        assert page(as_, cleo, team) == before
    eve = person("Eve Ek")
    says(eve, 3, 3)
    joins(team, eve)
    night()
    assert page(as_, cleo, team) == before
    teams.leave(ben, team)
    night()
    assert shown(as_, cleo, team) == ["several", "nobody alone"]
    assert Release.objects.count() == 1


def test_when_three_differ_it_changes_at_night_and_says_since_when(team, ana, ben, cleo, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    for who in (ana, ben, cleo):
        says(who, 3, 3)
        assert shown(as_, ana, team) == ["several", "nobody alone"]
    night()
    assert shown(as_, ana, team) == ["several", "several"]
    assert "1 skill more is covered" in page(as_, ana, team)
    night()
    assert Release.objects.count() == 2


def test_when_fewer_than_three_count_it_goes_and_comes_back_the_same(team, ana, ben, cleo, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    actions.count_no_more(cleo)
    night()
    assert shown(as_, ana, team) == []
    says(cleo, 0, 0)
    night()
    assert shown(as_, ana, team) == ["several", "nobody alone"]


def test_a_new_wheel_hides_nothing_and_shows_no_gap_that_is_none(team, ana, ben, cleo, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    adopt(None, kind="skills", source=WHEEL.replace("{key: map", "{key: count, name: Counting, line: One.}, {key: map"))
    night()
    assert shown(as_, ana, team) == ["several", "nobody alone"]
    assert "not asked yet" in page(as_, ana, team)
    for who in (ana, ben, cleo):
        actions.rate(who, answers={"count": Answer(step=0)})
    night()
    assert shown(as_, ana, team) == ["several", "nobody alone", "nobody alone"]


def test_nobody_else_sees_a_teams_skills_not_even_staff(team, ana, ben, cleo, dora, as_, client):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    for name in ("team", "gap"):
        address = reverse(f"skills:{name}", args=[team.pk, *(["map"] if name == "gap" else [])])
        assert as_(dora).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert not Release.objects.visible_to(dora).exists()
    assert not Release.objects.visible_to(AnonymousUser()).exists()
    with pytest.raises(NotAllowed):
        actions.release(dora, team, skills=["map"])
    assert not Notification.objects.filter(group=team.group).exists()


def test_at_a_gap_stands_who_offers_to_be_asked(team, ana, ben, cleo, person, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    eve = person("Eve Ek")
    actions.rate(eve, answers={"map": Answer(offers=True)})
    address = reverse("skills:gap", args=[team.pk, "map"])
    page = as_(ana).get(address).text
    assert "nobody alone" in page
    assert "Make this an action" in page
    helps = reverse("help:panel", args=[team.pk, "skill:map"])
    assert helps in page
    there = as_(ana).get(helps).text
    assert "Eve Ek" in there
    assert "can help with Mapping" in there
    block(eve, ana)
    assert "Eve Ek" not in as_(ana).get(helps).text
    assert as_(ana).get(reverse("skills:gap", args=[team.pk, "no-such"])).status_code == 404


def test_an_export_has_ones_own_answers_and_nobody_elses_and_forgetting_goes_into_what_was_kept(team, ana, ben, cleo):
    joins(team, ben, cleo)
    says(ana, 3, 0)
    says(ben, 0, 3)
    says(cleo, 0, 0)
    rows = {one.name: one.rows for one in personal.given(ben)}["skills_of_teams"]
    assert [(row["team"], row["you_can_do_by_yourself"]) for row in rows] == [("Tidewatch", ["map"])]
    kept = Release.objects.get()
    for person_, how in ((ben, How.KEEP), (cleo, How.REMOVE)):
        personal.forget(person_, how)
        personal.forget(person_, how)
    kept.refresh_from_db()
    assert kept.able == {str(ana.pk): ["listen"], "-1": [], "-2": []}


def test_the_ready_made_wheel_fits(team, ana, ben, cleo, as_, django_assert_max_num_queries):
    adopt(None, kind="skills", source=ready_made("skills"))
    joins(team, ben, cleo)
    for at, who in enumerate((ana, ben, cleo)):
        actions.rate(who, answers={key: Answer(step=(n + at) % 4) for n, key in enumerate(skills_of(texts().skills))})
        actions.count(who)
    browser, address = as_(ana), reverse("skills:team", args=[team.pk])
    assert browser.get(address).text.count("</td>") == 45
    with django_assert_max_num_queries(9):
        browser.get(address)
    assert "as of" in browser.get(team.get_absolute_url()).text
