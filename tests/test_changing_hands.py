"""What whoever leads a team from now on is told, and on which side people are."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convene.core.frameworks.actions import begin as take_up
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.people.models import How
from convene.core.rounds import actions as rounds
from convene.core.steps import actions as steps
from convene.core.teams import actions, personal
from convene.core.teams.models import Member, Team
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana's, with Ben; it comes back to the guide, and Ana has something in hand."""
    take_up(None)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for one, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=team, person=one, role=role)
    round = rounds.begin(ana, team, kind="guide", stage="building-internal-support")
    rounds.close(ana, round, revisit_on=timezone.localdate() + dt.timedelta(days=180))
    rounds.close(ana, rounds.begin(ana, team, kind="readiness"))
    steps.add(ana, team, text="Ask the pilots", owner=ana)
    return team


def test_whoever_leads_now_gets_one_mail_with_what_is_in_hand_and_what_comes_back(team, ana, ben, as_):
    page = as_(ana).get(reverse("teams:hand_over", args=[team.pk, ben.handle])).text
    for words in ("Ask the pilots", "This stays with you", "Building internal support", "begins again on"):
        assert words in page
    assert "Readiness" not in page.partition("<main")[2], "nothing opens that by itself"
    mail.outbox.clear()
    actions.hand_over(ana, Member.objects.get(person=ben))
    (letter,) = mail.outbox
    assert letter.to == [ben.email]
    for words in ("Ana Lima led the team Tidewatch", "Ask the pilots", "Building internal support", team.get_absolute_url()):
        assert words in letter.body


def test_the_heir_of_somebody_who_is_forgotten_is_mailed_no_name(team, ana, ben):
    mail.outbox.clear()
    personal.forget(ana, How.ANONYMOUS)
    (letter,) = [one for one in mail.outbox if one.to == [ben.email]]
    assert "Ana" not in letter.body
    assert "Ask the pilots" in letter.body


def test_the_side_of_somebody_is_theirs_to_say_and_the_leads(team, ana, ben, cleo, as_):
    mine, hers = Member.objects.get(person=ben), Member.objects.get(person=ana)
    address = reverse("teams:move", args=[team.pk, ben.handle])
    assert "Count Ben Osei among the partners?" in as_(ben).get(address).text
    as_(ben).post(address, {"side": "partner"})
    mine.refresh_from_db()
    assert mine.side == "partner"
    assert not Notification.objects.filter(reason="side").exists(), "it was Ben who did it"
    assert "Count Ben Osei among the people of Hall of Tides?" in as_(ana).get(address).text
    actions.move(ana, mine, side="own")
    told = as_(ben).get("/notifications/").text
    assert "counts you among the people of the institution" in told, told[told.index("<main"):]
    with pytest.raises(NotAllowed):
        actions.move(ben, hers, side="partner")
    with pytest.raises(NotPossible):
        actions.move(ana, hers, side="above")
    assert as_(cleo).get(address).status_code == 404
