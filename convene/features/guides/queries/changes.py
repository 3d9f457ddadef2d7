"""What a team says otherwise than in the round before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..models import TeamAnswer
from .outline import outline

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Question
    from ....core.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Change:
    """A question, and its answers of two rounds as they were released."""

    question: Question
    before: TeamAnswer
    now: TeamAnswer


def changes(round: Round) -> list[Change]:
    """What was released in both rounds and reads otherwise, in the order of the guide. Two queries."""
    before = round.previous()
    if before is None:
        return []
    said: dict[int, dict[str, TeamAnswer]] = {before.pk: {}, round.pk: {}}
    for one in TeamAnswer.objects.filter(round__in=said, released_at__isnull=False).select_related("question"):
        said[one.round_id][one.question.key] = one
    then, now = said[before.pk], said[round.pk]
    return [
        Change(one, then[one.key], now[one.key])
        for one in outline(round).questions
        if one.key in then and one.key in now and then[one.key].words.strip() != now[one.key].words.strip()
    ]
