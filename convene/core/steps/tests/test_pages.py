"""What pages of actions show, and what they cost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convene.core.frameworks.actions import begin as take_up
from convene.core.institutions.models import Institution
from convene.core.rounds import actions as rounds
from convene.core.steps import actions, queries
from convene.core.steps.models import Step
from convene.core.teams.models import Member, Team


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana's and Ben's."""
    take_up(None)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for person, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=team, person=person, role=role)
    return team


def test_what_other_pages_take_in_adds_an_action_about_their_thing(team, ana, as_):
    now = rounds.begin(ana, team, kind="readiness")
    actions.add(ana, team, text="Ask the <co-op>", about="dimension:strategy")
    of = queries.of(ana, team, "dimension:strategy", round=now)
    request = RequestFactory().get("/a/page/")
    shown = render_to_string("steps/_of.html", {"of": of}, request=request)
    assert "Ask the &lt;co-op&gt;" in shown
    assert 'name="back" value="/a/page/"' in shown
    said = {"text": "Ask the board", "about": of.about, "round": now.pk, "owner": ana.pk, "back": "/teams/"}
    assert f'name="round" value="{now.pk}"' in shown
    assert as_(ana).post(of.address, said).headers["Location"] == "/teams/"
    made = Step.objects.get(text="Ask the board")
    assert (made.about, made.round, made.owner) == ("dimension:strategy", now, ana)


def test_a_round_of_another_team_is_not_taken(team, ana, ben, as_):
    theirs = Team.objects.create(institution=team.institution, name="Others")
    Member.objects.create(team=theirs, person=ben, role="lead")
    round = rounds.begin(ben, theirs, kind="readiness")
    as_(ana).post(f"/teams/{team.pk}/actions/add/", {"text": "Go", "round": round.pk})
    assert Step.objects.get().round is None


@pytest.mark.parametrize(("path", "most"), [("/teams/%s/actions/", 7), ("/teams/actions/", 4), ("/", 7), ("/teams/%s/", 15)])
def test_pages_of_actions_cost_the_same_however_many_there_are(path, most, team, ana, ben, community, as_):
    browser, spent = as_(ana), []
    here = path % team.pk if "%" in path else path
    for more in (2, 12):
        for number in range(more):
            due = timezone.localdate() + dt.timedelta(days=number)
            actions.add(ben, team, text=f"Call {number}", owner=ana, due_on=due, about="question:purpose-priority")
        browser.get(here)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(here).status_code == 200
        spent.append(len(asked))
    assert spent[0] == spent[1] <= most, spent
