"""How a round goes for one member: only what is theirs, or the team's to know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....core.rounds.models import Round
from ..models import Answer, TeamAnswer
from .outline import outline

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Guide, Question
    from ....core.people.models import User
    from ....core.teams.models import Team


@dataclass(frozen=True, slots=True)
class Line:
    """A question in the list of a round. `state`: shared, skipped, begun or nothing, of the viewer's own answer."""

    question: Question
    number: int
    state: str
    ours: TeamAnswer | None  # its marks; its words are on the page of the question


@dataclass(frozen=True, slots=True)
class Path:
    """A stage on the way through the guide."""

    key: str
    name: object
    line: object
    questions: int
    round: Round | None  # the last one
    done: int  # of the viewer's own


def lines(actor: User, round: Round) -> list[Line]:
    """The questions of a round, as `actor` has got on with them. Two queries."""
    ours = {one.question.key: one for one in _ours(round)}
    states = _states(actor, [round])
    asked = outline(round).questions
    return [Line(one, at, states.get((round.pk, one.key), ""), ours.get(one.key)) for at, one in enumerate(asked, 1)]


def path(actor: User, team: Team, text: Guide) -> list[Path]:
    """The stages of the guide in force, each with the team's last round in it. Two queries."""
    newest = Round.objects.newest().filter(team=team, kind="guide").select_related("edition")
    rounds = {one.stage: one for one in newest}
    for one in rounds.values():
        one.team = team
    states = _states(actor, rounds.values())
    done = {pk: sum(1 for (of, _key), state in states.items() if of == pk and state != "begun") for pk in
            (one.pk for one in rounds.values())}  # fmt: skip
    return [
        Path(one.key, one.name, one.line, len(one.questions), rounds.get(one.key),
             done[rounds[one.key].pk] if one.key in rounds else 0)
        for one in text.stages
    ]  # fmt: skip


def _states(actor: User, rounds: Iterable[Round]) -> dict[tuple[int, str], str]:
    mine = Answer.objects.filter(person=actor, round__in=list(rounds)).select_related("question").defer("words")
    return {(one.round_id, one.question.key): _state(one) for one in mine}


def _state(one: Answer) -> str:
    if one.shared_at:
        return "shared"
    return "skipped" if one.skipped_at else "begun"


def _ours(round: Round) -> list[TeamAnswer]:
    return list(TeamAnswer.objects.filter(round=round).select_related("question"))
