"""A team in a round of the guide's first stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from convene.core.frameworks.actions import begin as take_up
from convene.core.frameworks.models import Part
from convene.core.institutions.models import Institution
from convene.core.people.models import User
from convene.core.rounds import actions as rounds
from convene.core.rounds.models import Round
from convene.core.teams.models import Member, Team
from convene.features.guides import actions

STAGE, KEY = "building-internal-support", "purpose-priority"


@pytest.fixture
def team(ana, ben) -> Team:
    """Ana's and Ben's."""
    take_up(None)
    made = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    for one, role in ((ana, "lead"), (ben, "member")):
        Member.objects.create(team=made, person=one, role=role)
    return made


@pytest.fixture
def joins(team, person) -> Callable[[str], User]:
    """Somebody more in the team."""

    def join(name: str) -> User:
        one = person(name)
        Member.objects.create(team=team, person=one)
        return one

    return join


@pytest.fixture
def round(team, ana) -> Round:
    """The first."""
    return rounds.begin(ana, team, kind="guide", stage=STAGE)


@pytest.fixture
def question(round) -> Part:
    """The first of it."""
    return Part.objects.get(edition=round.edition, key=KEY)


@pytest.fixture
def share(round, question) -> Callable[..., None]:
    """Somebody shares an answer."""

    def say(who: User, step: int = 1, words: str = "", role: str = "") -> None:
        actions.share(who, round, question, said={"step": step, "words": words, "role": role}, upon={})

    return say


@pytest.fixture
def address(round) -> str:
    """Of the question."""
    return f"/community-science/guide/rounds/{round.pk}/q/{KEY}/"
