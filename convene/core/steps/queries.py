"""Actions about one thing, of a round, and of a person, for pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse

from ..frameworks.queries import texts
from ..people.models import User
from ..teams.models import Member, Role
from .models import State, Step

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from ..people.models import Actor
    from ..rounds.models import Round
    from ..teams.models import Team

MOST, MOST_OVER, AT_HOME = 200, 60, 5


@dataclass(frozen=True, slots=True)
class Of:
    """What `steps/_of.html` shows: the actions about one thing, and what it takes to add one."""

    team: Team
    about: str  # "question:who-set-the-goal"
    members: list[User]
    round: Round | None = None
    steps: list[Step] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where another is added."""
        return reverse("steps:add", args=[self.team.pk])


def of_each(
    actor: Actor, team: Team, abouts: Iterable[str], *, round: Round | None = None, members: list[User] | None = None
) -> dict[str, Of]:
    """The actions about each of these things, the open ones first. Two queries for any number, one with the members."""
    people = list(members_of(team)) if members is None else members
    found = {about: Of(team, about, people, round) for about in abouts}
    rows = Step.objects.visible_to(actor).filter(team=team, about__in=found).exclude(state=State.DROPPED)
    for step in rows.for_cards().order_by("done_at", "due_on", "pk"):
        found[step.about].steps.append(step)
    for one in found.values():
        one.steps.sort(key=lambda step: not step.is_open)
    return found


def of(
    actor: Actor, team: Team, about: str, *, round: Round | None = None, members: list[User] | None = None
) -> Of:
    """The actions about one thing. Two queries, one with the members."""
    return of_each(actor, team, [about], round=round, members=members)[about]


def members_of(team: Team) -> QuerySet[User]:
    """Who could own an action."""
    return User.objects.filter(team_memberships__team=team).order_by("name", "pk")


def of_round(actor: Actor, round: Round) -> list[Step]:
    """What the team took on in that round, and what became of it. One query."""
    return list(Step.objects.visible_to(actor).filter(round=round).for_cards().order_by("pk"))


def of_the_round_before(actor: Actor, round: Round) -> list[Step]:
    """What became of the actions of the last round. Two queries, none for a first round."""
    before = round.previous()
    return of_round(actor, before) if before else []


def mine(person: User, most: int = MOST) -> list[Step]:
    """What they have to do, in any team that they belong to. One query, none where there is nothing."""
    if not person.open_steps:
        return []
    return list(Step.objects.visible_to(person).open().of(person).for_cards().soonest_first()[:most])


def names(abouts: Iterable[str]) -> dict[str, str]:
    """What these keys are called in the texts in force: "skill:listening" -> "Listening". One query, or none."""
    wanted = set(filter(None, abouts))
    if not wanted:
        return {}
    found, known = texts(), dict[str, object]()
    if found.guide:
        known |= {f"question:{one.key}": one.text for stage in found.guide.stages for one in stage.questions}
    if found.readiness:
        known |= {f"dimension:{one.key}": one.name for one in found.readiness.dimensions}
    if found.rubric:
        known |= {f"criterion:{one.key}": one.name for one in found.rubric.criteria}
    if found.skills:
        known |= {f"skill:{one.key}": one.name for kind in found.skills.competencies for one in kind.skills}
    return {about: str(known[about]) for about in wanted & known.keys()}


def to_remind(on: dt.date, most: int) -> dict[User, list[Step]]:
    """Who is to be reminded of what: the owner, or whoever leads the team where nobody has it. Two queries."""
    rows = Step.objects.due(on).filter(team__members__isnull=False).distinct().for_cards().order_by("pk")
    due = list(rows[:most])
    leads = Member.objects.filter(team__in={step.team_id for step in due}, role=Role.LEAD).select_related("person")
    lead_of = {one.team_id: one.person for one in leads}
    found: dict[User, list[Step]] = defaultdict(list)
    for step in due:
        person = step.owner if step.owner and not step.has_lost_its_owner else lead_of.get(step.team_id)
        if person:
            found[person].append(step)
    return found
