"""Whoever has an action is reminded around its day, at the bell and by mail, and whoever wants no mail gets none."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.steps import actions
from convene.core.steps.schedule import remind_of_due
from convene.core.teams import actions as teams
from convene.core.teams.models import Member, Team
from convene.lib.errors import NotAllowed


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana leads, Ben belongs to it."""
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for person, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=team, person=person, role=role)
    return team


def day(number: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=number)


def reminders(person) -> list[int]:
    """How many days before its day the person was reminded each time."""
    told = Notification.objects.filter(person=person, reason="due").order_by("pk")
    return [one.entry.facts["days"] for one in told.select_related("entry")]


def test_a_few_days_before_on_the_day_and_once_after(team, ana, ben):
    actions.add(ana, team, text="Call the co-op", owner=ben, due_on=day(10))
    start = timezone.now()
    for number in range(20):
        with time_machine.travel(start + dt.timedelta(days=number), tick=False):
            remind_of_due.call()
            remind_of_due.call()  # safe to run twice
    assert reminders(ben) == [3, 0, -2]
    assert reminders(ana) == []
    assert len(mail.outbox) == 3
    assert "Call the co-op" in mail.outbox[0].subject
    assert mail.outbox[0].to == [ben.email]


def test_all_that_is_due_comes_in_one_mail(team, ana, ben, as_):
    for text in ("Call the co-op", "Write to the paper"):
        actions.add(ana, team, text=text, owner=ben, due_on=day(5))
    actions.add(ana, team, text="Much later", owner=ben, due_on=day(30))
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        assert remind_of_due.call() == 2
    (letter,) = mail.outbox
    assert "Reminder: 2 actions" in letter.subject
    assert "Write to the paper" in letter.body
    assert "Much later" not in letter.body
    assert "Reminder: 2 actions" in as_(ben).get("/notifications/").text


def test_what_is_done_is_not_reminded_of(team, ana, ben):
    step = actions.add(ana, team, text="Call the co-op", owner=ben, due_on=day(3))
    actions.finish(ben, step)
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        assert remind_of_due.call() == 0
    assert mail.outbox == []


def test_where_nobody_has_it_whoever_leads_is_asked(team, ana, ben, as_):
    actions.add(ana, team, text="Call the co-op", owner=ben, due_on=day(3))
    teams.leave(ben, team)
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        assert remind_of_due.call() == 1
    assert (reminders(ana), reminders(ben)) == ([0], [])
    assert "Nobody has it" in mail.outbox[0].body
    assert "Nobody in your team has this action" in as_(ana).get("/notifications/").text


def test_one_press_stops_the_mails_and_leaves_the_bell(team, ana, ben, client, as_):
    actions.add(ana, team, text="Call the co-op", owner=ben, due_on=day(6))
    with time_machine.travel(timezone.now() + dt.timedelta(days=3), tick=False):
        remind_of_due.call()
    link = re.search(r"https?://[^/]+(/notifications/stop/\S+)", mail.outbox[0].body)
    assert link
    assert f"{link[1]}>" in mail.outbox[0].extra_headers["List-Unsubscribe"]
    assert "Stop these mails" in client.get(link[1]).text
    assert "no mails any more" in client.post(link[1]).text
    with time_machine.travel(timezone.now() + dt.timedelta(days=6), tick=False):
        remind_of_due.call()
    assert (len(mail.outbox), reminders(ben)) == (1, [3, 0])
    page = as_(ben).post("/teams/actions/mail/", {"by_mail": "yes"}, follow=True).text
    assert "Reminders come by mail too." in page
    assert client.get("/notifications/stop/9:forged/").status_code == 404


def test_nobody_reminds_by_hand(team, ana, ben):
    step = actions.add(ana, team, text="Call the co-op", owner=ben, due_on=day(1))
    with pytest.raises(NotAllowed):
        actions.remind(ana, ben, [step])
