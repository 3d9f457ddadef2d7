"""A team writes down which skills a piece of work needs, and sees them beside what it covers."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from convene.core.frameworks.actions import adopt
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.features.skills import actions
from convene.features.skills.actions.needing import MOST
from convene.features.skills.models import Need
from convene.lib.errors import NotAllowed, NotPossible

from .test_team import WHEEL, joins, says, team

__all__ = ["team"]


@pytest.fixture
def work(team, ana) -> Need:
    return actions.need(ana, team, name="Flood stories", skills=["map", "listen"])


def page(as_, person, need) -> str:
    return as_(person).get(need.get_absolute_url()).text


def test_anybody_of_the_team_writes_one_down_and_the_others_are_told(team, ana, ben, as_):
    joins(team, ben)
    browser, address = as_(ben), reverse("skills:add_need", args=[team.pk])
    assert 'value="map"' in browser.get(address).text
    there = browser.post(address, {"name": " Flood  stories ", "skills": ["map", "listen"]}, follow=True)
    assert "This work needs 2 skills" in there.text
    need = Need.objects.get()
    assert (need.name, need.skills, need.team) == ("Flood stories", ["listen", "map"], team)
    assert [(one.person, one.reason) for one in Notification.objects.filter(group=team.group)] == [(ana, "need")]
    told = as_(ana).get("/notifications/").text
    assert "Flood stories" in told
    assert need.get_absolute_url() in told
    assert "Flood stories" in as_(ana).get(reverse("skills:team", args=[team.pk])).text


def test_it_is_said_otherwise_and_deleted_after_being_asked_once_more(team, ana, work, as_):
    browser = as_(ana)
    edit, remove = (reverse(f"skills:{name}", args=[work.pk]) for name in ("edit_need", "remove_need"))
    assert browser.get(edit).text.count(" checked") == 2
    browser.post(edit, {"name": "Gauges", "skills": ["map"]})
    work.refresh_from_db()
    assert (work.name, work.skills) == ("Gauges", ["map"])
    assert "Delete Gauges?" in browser.get(remove).text
    assert browser.post(remove).status_code == 302
    assert not Need.objects.exists()
    assert [one.verb for one in Entry.objects.order_by("-pk")[:2]] == ["skills.need_removed", "skills.need_changed"]


@pytest.mark.parametrize(
    ("data", "said"),
    [({"name": "", "skills": ["map"]}, "This field is required"), ({"name": "Work"}, "Tick at least one skill"),
     ({"name": "Work", "skills": ["no-such"]}, "Select a valid choice")],
)  # fmt: skip
def test_a_form_that_lacks_something_says_what_and_keeps_the_rest(data, said, team, ana, as_):
    page = as_(ana).post(reverse("skills:add_need", args=[team.pk]), data)
    assert page.status_code == 422
    assert said in page.text
    assert not Need.objects.exists()


def test_a_name_of_nothing_and_too_many_of_them_are_refused(team, ana, as_):
    with pytest.raises(NotPossible, match="Say what the work is"):
        actions.need(ana, team, name=" \u200b ", skills=["map"])
    Need.objects.bulk_create(Need(team=team, name="Work", skills=["map"]) for _one in range(MOST))
    full = as_(ana).post(reverse("skills:add_need", args=[team.pk]), {"name": "One more", "skills": ["map"]})
    assert "Delete one that is done" in full.text
    assert full.status_code == 422


def test_below_three_it_says_what_is_needed_and_why_nothing_stands_beside_it(team, ana, work, as_):
    text = page(as_, ana, work)
    assert "once three of you let their answers count" in text
    assert text.count("not shown yet") == 2
    assert '<svg class="wheel"' not in text
    alone = as_(ana).get(reverse("skills:team", args=[team.pk])).text
    assert "You are alone in this team so far." in alone
    assert reverse("teams:invite", args=[team.pk]) in alone


def test_beside_what_the_team_covers_gaps_stand_first(team, ana, ben, cleo, work, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    text = page(as_, ben, work)
    assert "1 there, 0 thin, 1 missing" in text
    assert re.findall(r"(nobody alone|one person|several)</td>", text) == ["nobody alone", "several"]
    assert text.count('<svg class="wheel"') == 1
    assert reverse("skills:gap", args=[team.pk, "map"]) in text
    assert "1 there, 0 thin, 1 missing" in as_(ben).get(reverse("skills:team", args=[team.pk])).text


def test_it_follows_what_was_released_and_not_what_somebody_answers(team, ana, ben, cleo, work, as_):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    before = page(as_, cleo, work)
    says(ben, 0, 3)
    assert page(as_, cleo, work) == before


def test_a_skill_that_the_wheel_has_no_more_is_left_out(team, ana, work, as_):
    adopt(None, kind="skills", source=WHEEL.replace("{key: map, name: Mapping", "{key: draw, name: Drawing"))
    assert "This work needs 1 skill." in page(as_, ana, work)
    adopt(None, kind="skills", source=WHEEL.replace("key: map", "key: draw").replace("key: listen", "key: hear"))
    assert "None of its skills is in the wheel any more" in page(as_, ana, work)


def test_nobody_else_sees_or_changes_it_not_even_staff(team, ana, cleo, dora, work, as_, client):
    for name in ("need", "edit_need", "remove_need"):
        address = reverse(f"skills:{name}", args=[work.pk])
        assert as_(dora).get(address).status_code == 404
        assert as_(cleo).post(address).status_code == (405 if name == "need" else 404)
        assert client.get(address).status_code == 302
    assert as_(dora).get(reverse("skills:add_need", args=[team.pk])).status_code == 404
    for act in (lambda: actions.need(dora, team, name="Work", skills=["map"]), lambda: actions.remove_need(dora, work),
                lambda: actions.change_need(cleo, work, name="Work", skills=["map"])):  # fmt: skip
        with pytest.raises(NotAllowed):
            act()


def test_the_pages_cost_few_queries_however_many_needs_there_are(team, ana, ben, cleo, as_, django_assert_max_num_queries):
    joins(team, ben, cleo)
    for who in (ana, ben, cleo):
        says(who, 3, 0)
    made = [actions.need(ana, team, name=f"Work {n}", skills=["map"]) for n in range(12)]
    browser = as_(ana)
    for address, most in ((made[0].get_absolute_url(), 6), (reverse("skills:team", args=[team.pk]), 9)):
        browser.get(address)
        with django_assert_max_num_queries(most):
            browser.get(address)
