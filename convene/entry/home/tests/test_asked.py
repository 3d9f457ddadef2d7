"""Dialogues that are open stand on the front page and at home, for those who are asked."""

from __future__ import annotations

import datetime as dt
import secrets

import pytest
from django.test import Client
from django.utils import timezone

from convene.core.institutions.models import Institution
from convene.core.teams.models import Member, Team
from convene.features.dialogues import actions
from convene.features.dialogues.queries import asked_of
from convene.features.dialogues.tests.conftest import SEEDS, said


@pytest.fixture
def asked(ana, dora, community, hidden, listed) -> None:
    """One of each kind, named by what it is."""
    now = timezone.now()
    team = Team.objects.create(institution=Institution.objects.create(name="Hill Museum"), name="Team")
    Member.objects.create(team=team, person=ana, role="lead")
    for by, place, question, more in (
        (ana, community, "Public", {}),
        (ana, community, "Members", {"access": "members"}),
        (ana, community, "Codes", {"access": "codes"}),
        (ana, community, "Soon", {"opens_at": now + dt.timedelta(days=1)}),
        (ana, community, "Closed", {}),
        (ana, listed, "Listed", {}),
        (ana, hidden, "Hidden", {}),
        (ana, team, "Of a team", {}),
        (dora, None, "Network", {}),
        (dora, None, "Network members", {"access": "members"}),
    ):
        made = actions.convene(by, place, said=said(question=f"{question}?", **more), seeds=SEEDS)
        actions.publish(by, made)
        if question == "Closed":
            actions.close(ana, made)
    actions.convene(ana, community, said=said(question="Draft?"), seeds=SEEDS)


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("nobody", {"Public", "Network"}),
        ("cleo", {"Network", "Network members"}),
        ("ben", {"Public", "Members", "Network", "Network members"}),
        ("ana", {"Public", "Members", "Listed", "Hidden", "Network", "Network members"}),
    ],
)
def test_everybody_finds_what_they_are_asked_where_they_are_at_home(who, found, asked, request) -> None:
    person = request.getfixturevalue(who)
    assert {one.question.rstrip("?") for one in asked_of(person)} == found
    browser = Client()
    if person.is_authenticated:
        browser.force_login(person)
    page = browser.get("/").text
    assert "What do you think?" in page
    assert sum(f">{one}?<" in page for one in found) == min(len(found), 3)
    assert ("See all dialogues" in page) == (who == "nobody" or len(found) > 3)
    for secret in {"Hidden", "Listed", "Members", "Codes", "Of a team", "Draft", "Soon", "Closed"} - found:
        assert f">{secret}?<" not in page


def test_what_is_kept_opens_and_ends_on_time(ben, community, ana, time_machine) -> None:
    now = timezone.now()
    soon = said(opens_at=now + dt.timedelta(hours=1), closes_at=now + dt.timedelta(days=2))
    actions.publish(ana, actions.convene(ana, community, said=soon, seeds=SEEDS))
    head = secrets.token_hex()
    found = []
    for hours in (0, 2, 47, 49):
        time_machine.move_to(now + dt.timedelta(hours=hours))
        found.append(len(asked_of(ben, head)))
    assert found == [0, 1, 1, 0]


def test_where_nobody_is_asked_nothing_is_said(ben, as_, client) -> None:
    assert "What do you think?" not in as_(ben).get("/").text
    assert "What do you think?" not in client.get("/").text
