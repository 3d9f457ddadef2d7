"""Actions have an owner and a day, come to something, and are the team's alone."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.frameworks.actions import begin as take_up
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.people.models import How
from convene.core.rounds import actions as rounds
from convene.core.steps import actions, personal, queries
from convene.core.steps.models import Step
from convene.core.teams import actions as teams
from convene.core.teams.models import Member, Team
from convene.lib.errors import NotAllowed, NotPossible

TODAY = dt.timedelta(0)


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana's and Ben's."""
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for person, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=team, person=person, role=role)
    return team


def day(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def waiting(person) -> int:
    person.refresh_from_db()
    return person.open_steps


def test_an_action_is_for_members_alone(team, ana, ben, cleo, dora, as_):
    step = actions.add(ben, team, text="Call the co-op", owner=ana, due_on=day(7))
    assert [list(Step.objects.visible_to(who)) for who in (ana, ben, cleo, dora)] == [[step], [step], [], []]
    for who in (cleo, dora):
        with pytest.raises(NotAllowed):
            actions.add(who, team, text="Mine")
        for do in (actions.finish, actions.take_over, actions.reopen):
            with pytest.raises(NotAllowed):
                do(who, step)
        with pytest.raises(NotAllowed):
            actions.drop(who, step, became="No")
        assert as_(who).get(step.get_absolute_url()).status_code == 404
    assert "Call the co-op" in as_(ben).get(step.get_absolute_url()).text


def test_whoever_gets_an_action_is_told_and_finds_it_at_home(team, ana, ben, community, as_):
    actions.add(ben, team, text="Call the co-op", owner=ana, due_on=day(7))
    told = Notification.objects.get(person=ana)
    assert (told.reason, told.entry.verb) == ("action", "steps.added")
    assert "wrote down an action for you: Call the co-op" in as_(ana).get("/notifications/").text
    assert "Call the co-op" in as_(ana).get("/").text
    assert "Call the co-op" not in as_(ben).get("/").text
    assert "Call the co-op" in as_(ana).get("/teams/actions/").text


def test_what_is_done_leaves_home_and_keeps_what_came_of_it(team, ana, ben, as_):
    step = actions.add(ben, team, text="Call the co-op", owner=ana)
    assert waiting(ana) == 1
    page = as_(ana).post(f"/teams/actions/{step.pk}/finish/", {"became": "They host on Tuesdays."}, follow=True)
    assert "They host on Tuesdays." in page.text
    assert waiting(ana) == 0
    assert "Call the co-op" not in as_(ana).get("/").text
    assert Notification.objects.get(person=ben).entry.verb == "steps.finished"
    with pytest.raises(NotAllowed, match="over"):
        actions.drop(ana, step, became="No")
    as_(ben).post(f"/teams/actions/{step.pk}/reopen/")
    assert waiting(ana) == 1


def test_dropping_asks_why(team, ana, as_):
    step = actions.add(ana, team, text="Call the co-op")
    with pytest.raises(NotPossible, match="why"):
        actions.drop(ana, step, became="  ")
    assert as_(ana).post(f"/teams/actions/{step.pk}/drop/", {"became": ""}).status_code == 422
    as_(ana).post(f"/teams/actions/{step.pk}/drop/", {"became": "The co-op closed."})
    step.refresh_from_db()
    assert (step.state, step.became) == ("dropped", "The co-op closed.")


@pytest.mark.parametrize(("said", "sentence"), [
    ({"text": " "}, "what is to be done"),
    ({"text": "Go", "due_on": dt.date(2001, 1, 1)}, "from today on"),
    ({"text": "Go", "due_on": dt.date(2199, 1, 1)}, "within five years"),
])  # fmt: skip
def test_what_cannot_be_is_said(team, ana, said, sentence):
    with pytest.raises(NotPossible, match=sentence):
        actions.add(ana, team, **said)


def test_an_owner_belongs_to_the_team(team, ana, cleo, as_):
    with pytest.raises(NotPossible, match="does not belong"):
        actions.add(ana, team, text="Go", owner=cleo)
    assert as_(ana).post(f"/teams/{team.pk}/actions/add/", {"text": "Go", "owner": cleo.pk}).status_code == 422
    assert not Step.objects.exists()


def test_an_owner_who_left_is_followed_by_another(team, ana, ben, as_):
    step = actions.add(ana, team, text="Call the co-op", owner=ben)
    teams.leave(ben, team)
    page = as_(ana).get(step.get_absolute_url()).text
    assert "Whoever had it has left the team" in page
    assert "Ben Osei" not in page
    assert "1 waits for an owner" in as_(ana).get(team.get_absolute_url()).text
    assert queries.mine(ben) == []
    as_(ana).post(f"/teams/actions/{step.pk}/take-over/")
    assert "Whoever had it" not in as_(ana).get(step.get_absolute_url()).text
    assert (waiting(ana), waiting(ben)) == (1, 0)


def test_an_owner_who_is_forgotten_is_followed_by_another(team, ana, ben, as_):
    step = actions.add(ana, team, text="Call the co-op", owner=ben)
    personal.forget(ben, How.KEEP)
    assert "Whoever had it has left the team" in as_(ana).get(step.get_absolute_url()).text


def test_somebody_who_never_had_it_did_not_leave(team, ana, as_):
    step = actions.add(ana, team, text="Call the co-op")
    assert "Nobody has it yet" in as_(ana).get(step.get_absolute_url()).text


def test_an_action_stays_with_what_it_is_about_and_with_its_round(team, ana, ben):
    take_up(None)
    first = rounds.begin(ana, team, kind="readiness")
    step = actions.add(ana, team, text="Write it into the plan", about="dimension:strategy", round=first)
    other = actions.add(ben, team, text="Ask around", about="dimension:money")
    found = queries.of_each(ben, team, ["dimension:strategy", "dimension:none"])
    assert [list(one.steps) for one in found.values()] == [[step], []]
    assert {one.name for one in found["dimension:none"].members} == {"Ana Lima", "Ben Osei"}
    actions.finish(ben, step, became="It stands on page 3.")
    rounds.close(ana, first)
    second = rounds.begin(ana, team, kind="readiness")
    (before,) = queries.of_the_round_before(ana, second)
    assert (before, before.became) == (step, "It stands on page 3.")
    assert other not in queries.of_the_round_before(ana, second)
    assert queries.of_the_round_before(ana, first) == []


def test_words_for_what_an_action_is_about_are_those_of_the_texts_in_force(team, ana, as_):
    take_up(None)
    assert queries.names(["", "question:no-such"]) == {}
    (about, name), *_more = queries.names(["question:purpose-priority", "skill:no-such"]).items()
    assert about == "question:purpose-priority"
    step = actions.add(ana, team, text="Ask them", about=about)
    assert name in as_(ana).get(step.get_absolute_url()).text.replace("&#39;", "'")


def test_one_comes_back_to_where_one_was_and_nowhere_else(team, ana, as_):
    here = f"/teams/{team.pk}/actions/add/"
    assert as_(ana).post(here, {"text": "Go", "back": "/teams/"}).headers["Location"] == "/teams/"
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert as_(ana).post(here, {"text": "Go", "back": bad}).headers["Location"] == f"/teams/{team.pk}/actions/"


def test_what_somebody_has_to_do_is_in_their_export_while_they_belong(team, ana, ben):
    actions.add(ana, team, text="Call the co-op", owner=ben)
    (section,) = personal.given(ben)
    assert [row["what"] for row in section.rows] == ["Call the co-op"]
    teams.leave(ben, team)
    (section,) = personal.given(ben)
    assert section.rows == []


def test_whoever_leaves_sees_what_they_have_in_hand_and_the_lead_is_told(team, ana, ben, as_):
    actions.add(ana, team, text="Call the co-op", owner=ben, due_on=day(7))
    actions.finish(ben, actions.add(ana, team, text="Long done", owner=ben))
    page = as_(ben).get(f"/teams/{team.pk}/leave/").text
    assert "Still in hand" in page
    assert "Call the co-op" in page
    assert "Long done" not in page
    assert "Call the co-op" in as_(ana).get(f"/teams/{team.pk}/members/ben-osei/remove/").text
    teams.leave(ben, team)
    assert "left the team Tidewatch; 1 thing that they had in hand asks for somebody else" in as_(ana).get("/notifications/").text


def test_whoever_has_nothing_in_hand_just_goes(team, ana, ben, as_):
    assert "Still in hand" not in as_(ben).get(f"/teams/{team.pk}/leave/").text
    teams.leave(ben, team)
    assert "left the team Tidewatch</a>" in as_(ana).get("/notifications/").text
