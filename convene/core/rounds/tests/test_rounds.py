"""Rounds begin, close and come back by themselves."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.frameworks.actions import adopt, ready_made
from convene.core.frameworks.actions import begin as take_up
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.rounds import actions, rules
from convene.core.rounds.models import Round
from convene.core.rounds.schedule import begin_due
from convene.core.teams.models import Member, Team
from convene.lib.errors import NotAllowed, NotPossible

LATER = dt.timedelta(days=180)


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana's and Ben's."""
    take_up(None)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for person, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=team, person=person, role=role)
    return team


def test_a_round_is_for_members_alone(team, ana, ben, cleo, dora):
    one = actions.begin(ben, team, kind="readiness")
    assert [list(Round.objects.visible_to(who)) for who in (ana, ben, cleo, dora)] == [[one], [one], [], []]
    assert Notification.objects.filter(person=ana, reason="round").exists()
    for who in (cleo, dora):
        with pytest.raises(NotAllowed):
            actions.begin(who, team, kind="guide")
        with pytest.raises(NotAllowed):
            actions.close(who, one)
        assert not rules.may_answer(who, one)


def test_one_round_at_a_time_for_each_stage(team, ana):
    actions.begin(ana, team, kind="guide", stage="support")
    with pytest.raises(NotPossible, match="in a round already"):
        actions.begin(ana, team, kind="guide", stage="support")
    assert actions.begin(ana, team, kind="guide", stage="relationships").number == 1
    with pytest.raises(NotPossible, match="no text"):
        actions.begin(ana, team, kind="weather")


def test_what_was_closed_takes_no_answer_and_can_be_followed(team, ana):
    first = actions.begin(ana, team, kind="readiness")
    actions.close(ana, first)
    first.refresh_from_db()
    assert not rules.may_answer(ana, first)
    with pytest.raises(NotAllowed):
        actions.close(ana, first)
    second = actions.begin(ana, team, kind="readiness")
    assert (second.number, second.previous(), first.previous()) == (2, first, None)


def test_a_round_comes_back_on_the_day_that_the_team_chose(team, ana, ben, monkeypatch):
    first = actions.begin(ana, team, kind="readiness")
    today = timezone.localdate()
    actions.close(ana, first, revisit_on=today + LATER)
    assert begin_due.call() == 0
    adopt(None, kind="readiness", source=ready_made("readiness") + "\n# A second edition\n")
    Round.objects.filter(pk=first.pk).update(revisit_on=today)
    assert begin_due.call() == 1
    assert begin_due.call() == 0
    second = Round.objects.get(number=2)
    assert (first.edition.number, second.edition.number) == (1, 2), "answers keep the words they were given to"
    assert set(Notification.objects.filter(group=second.group).values_list("person", flat=True)) == {ana.pk, ben.pk}


def test_a_team_without_anybody_comes_back_to_nothing(team, ana):
    first = actions.begin(ana, team, kind="readiness")
    actions.close(ana, first, revisit_on=timezone.localdate() + LATER)
    Round.objects.update(revisit_on=timezone.localdate())
    team.members.all().delete()
    assert begin_due.call() == 0


@pytest.mark.parametrize("days", [0, -1, 9999])
def test_a_day_that_cannot_be_is_refused(team, ana, days):
    first = actions.begin(ana, team, kind="readiness")
    with pytest.raises(NotPossible, match="after today"):
        actions.close(ana, first, revisit_on=timezone.localdate() + dt.timedelta(days=days))
    assert Round.objects.get().is_open
    actions.plan(ana, first, revisit_on=timezone.localdate() + LATER)
    actions.plan(ana, first, revisit_on=None)


def test_what_is_said_of_a_round_names_the_team(team, ana, ben, as_):
    first = actions.begin(ana, team, kind="readiness")
    assert "Tidewatch" in as_(ben).get("/notifications/").text
    actions.close(ana, first)
    actions.begin(None, team, kind="readiness")
    assert "round 2" in as_(ben).get("/notifications/").text
