"""A question of a round as one member of the team finds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone

from ....core.people.models import User
from ....core.teams.models import Member
from .. import rules
from ..models import HERE_FOR, Answer, Look, TeamAnswer, Wording
from ..spread import Answer as Drawn
from ..spread import Spread, spread

if TYPE_CHECKING:
    import datetime as dt

    from django.db import models

    from ....core.frameworks.models import Part
    from ....core.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Team:
    """What the team says as one, and who else is here."""

    answer: TeamAnswer | None
    edits: list[Wording]
    members: list[User]
    has_left: bool  # whoever looks after it
    here: list[Look]


@dataclass(slots=True)
class Asked:
    """What `actor` may know. Before they share there is nothing of others in it, nor how many there are."""

    mine: Answer | None
    others: list[Answer] = field(default_factory=list)
    skipped: list[Answer] = field(default_factory=list)
    spread: Spread | None = None
    fresh: int = 0  # shared, and not in the drawing yet
    team: Team | None = None
    last: TeamAnswer | None = None  # of the round before
    stuck_at: dt.datetime | None = None
    ask_at: dt.datetime | None = None
    ask: str = ""
    changed_at: int = 0  # when somebody else last did something here, in seconds since 1970


def asked(actor: User, round: Round, question: Part, *, steps: int) -> Asked:
    """Everything about one question. Up to nine queries."""
    here = Answer.objects.filter(round=round, question=question)
    found = Asked(here.filter(person=actor).first(), last=_last(round, question))
    ours = TeamAnswer.objects.filter(round=round, question=question).select_related("owner").first()
    if ours is not None:
        found.stuck_at, found.ask_at, found.ask = ours.stuck_at, ours.ask_at, ours.ask
    if rules.may_see_others(found.mine):
        _others(actor, here, found, steps)
    if rules.may_see_team(round, found.mine):
        found.team = _team(actor, round, question, ours)
        times = [one.shared_at or one.skipped_at for one in (*found.others, *found.skipped)]
        times += [one.at for one in found.team.edits if one.by_id != actor.pk] + [one.at for one in found.team.here]
        found.changed_at = max((int(time.timestamp()) for time in times if time), default=0)
    return found


def drawing(answers: list[Answer], steps: int) -> Spread | None:
    """How the steps that the drawing has taken in spread; none below three."""
    drawn = [one for one in answers if one.drawn_at and one.step is not None]
    return spread([Drawn(one.step or 0, one.role) for one in drawn], steps=steps)


def _others(actor: User, here: models.QuerySet[Answer], found: Asked, steps: int) -> None:
    shared = list(here.filter(shared_at__isnull=False).select_related("person").order_by("shared_at", "pk"))
    found.others = [one for one in shared if one.person_id != actor.pk]
    found.spread = drawing(shared, steps)
    found.fresh = sum(1 for one in shared if not one.drawn_at)
    left_out = here.filter(shared_at=None, skipped_at__isnull=False).exclude(person=actor)
    found.skipped = list(left_out.only("person", "reason", "skipped_at", "shared_at").select_related("person"))


def _team(actor: User, round: Round, question: Part, ours: TeamAnswer | None) -> Team:
    edits = list(ours.wordings.select_related("by")) if ours else []
    members = [one.person for one in Member.objects.filter(team=round.team_id).select_related("person")]
    since = timezone.now() - HERE_FOR
    looks = Look.objects.filter(round=round, question=question, at__gt=since).exclude(person=actor)
    here = looks.filter(person__in=[one.pk for one in members]).select_related("person").order_by("-at")
    left = bool(ours and ours.owner_id and ours.owner_id not in {one.pk for one in members})
    return Team(ours, edits, sorted(members, key=lambda one: one.name.casefold()), left, list(here))


def _last(round: Round, question: Part) -> TeamAnswer | None:
    before = round.previous()
    if before is None:
        return None
    return TeamAnswer.objects.filter(round=before, question__key=question.key).select_related("owner").first()
