"""A team that rates."""

from __future__ import annotations

import pytest

from convene.core.frameworks.actions import begin as take_up
from convene.core.institutions.models import Institution
from convene.core.rounds.models import Round
from convene.core.tags.actions import adopt as take_up_terms
from convene.core.teams.models import Member, Team
from convene.features.readiness import actions


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana's and Ben's."""
    take_up_terms(None)
    take_up(None)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for one, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=team, person=one, role=role)
    return team


@pytest.fixture
def round(team, ana) -> Round:
    """Its first round of readiness."""
    return actions.begin(ana, team)
