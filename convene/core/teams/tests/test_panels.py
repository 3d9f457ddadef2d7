"""What other apps show on a team's page."""

from __future__ import annotations

import pytest

from convene.core.institutions import actions as institutions
from convene.core.institutions.models import Institution
from convene.core.teams import actions
from convene.core.teams.models import Team
from convene.core.teams.panels import Panel, panels

HERE = "convene.core.teams.tests.test_panels"


@pytest.fixture
def team(ana) -> Team:
    """Ana's, at the Hall of Tides."""
    hall = Institution.objects.create(name="Hall of Tides")
    institutions.belong(ana, hall)
    return actions.begin(ana, hall, name="Tidewatch")


def readiness(actor, team) -> Panel:
    return Panel(f"Readiness of {team}", f"Nobody has answered, {actor} neither.", "/ready/", "Answer now")


def nothing(actor, team) -> None:
    return None


def drawn(actor, team) -> Panel:
    return Panel("Drawn", "Three rounds", "/drawn/", "Look", "ui/empty.html", {"number": 3})


def test_a_teams_page_shows_what_others_have_to_say_in_order(team, ana, as_, settings):
    settings.TEAM_PANELS = [f"{HERE}.{name}" for name in ("readiness", "nothing", "drawn")]
    assert [one.title for one in panels(ana, team)] == ["Readiness of Tidewatch", "Drawn"]
    page = as_(ana).get(team.get_absolute_url()).text
    assert page.index("Readiness of Tidewatch") < page.index("Drawn") < page.index("Who belongs to it")
    assert '<a class="btn" href="/ready/">Answer now</a>' in page


def test_who_does_not_belong_asks_no_other_for_a_panel(team, ben, as_, settings):
    settings.TEAM_PANELS = [f"{HERE}.no_such_function"]
    assert as_(ben).get(team.get_absolute_url()).status_code == 404
