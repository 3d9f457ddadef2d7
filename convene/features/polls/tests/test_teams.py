"""A team is asked too: both sides on equal terms, and nobody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from convene.core.institutions.models import Institution
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.core.teams.models import Member, Team
from convene.features.polls import actions
from convene.features.polls.models import Poll
from convene.lib.errors import NotAllowed


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana leads, Ben is a partner."""
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    Member.objects.create(team=team, person=ana, role="lead")
    Member.objects.create(team=team, person=ben, side="partner")
    return team


def test_partners_ask_vote_and_conclude_like_everybody_else(team, ana, ben, cleo, dora, as_, django_assert_max_num_queries):
    closes = timezone.now() + dt.timedelta(days=3)
    poll = actions.ask(ben, team, kind="proposal", title="Meet at ours", details="Each month.", closes_at=closes)
    assert Notification.objects.get().person == ana
    for one in (ana, ben):
        actions.vote(one, poll, choices={"agree": 1}, reason="zqwhy")
    browser = as_(ana)
    page = browser.get(f"/teams/{team.pk}/").text
    assert "Polls and proposals" in page
    assert "1 is open." in page
    with django_assert_max_num_queries(12):
        assert "zqwhy" in browser.get(f"/polls/{poll.pk}/").text
    with django_assert_max_num_queries(6):
        browser.get(f"/polls/?team={team.pk}")
    for one in (cleo, dora):
        assert as_(one).get(f"/polls/{poll.pk}/").status_code == 404
        with pytest.raises(NotAllowed):
            actions.vote(one, poll, choices={"agree": 1})
    actions.close(ben, poll)
    actions.conclude(ben, poll, text="At theirs, each month.")
    assert "At theirs" in as_(ana).get(f"/polls/{poll.pk}/").text
    assert not Entry.objects.filter(verb__startswith="polls.").exclude(community=None).exists()


def test_whoever_leaves_the_team_sees_nothing_more_and_the_vote_stays(team, ana, ben):
    closes = timezone.now() + dt.timedelta(days=3)
    poll = actions.ask(ana, team, kind="sense_check", title="Sundays?", closes_at=closes)
    actions.vote(ben, poll, choices={"good": 1})
    Member.objects.filter(person=ben).delete()
    assert not Poll.objects.visible_to(ben).exists()
    actions.close(ana, poll)
    poll.refresh_from_db()
    assert (poll.voter_count, poll.eligible_count) == (1, 1)
