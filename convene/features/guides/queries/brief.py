"""The brief for leadership: what the team has released, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....core.steps.queries import of_round
from ..models import TeamAnswer
from .outline import outline

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Question
    from ....core.people.models import User
    from ....core.rounds.models import Round
    from ....core.steps.models import Step


@dataclass(frozen=True, slots=True)
class Said:
    """A question, and the team's answer to it as it was released."""

    question: Question
    ours: TeamAnswer
    steps: list[Step]  # that are still to be done


def released(actor: User, round: Round) -> list[Said]:
    """In the order of the guide. Two queries."""
    rows = TeamAnswer.objects.filter(round=round, released_at__isnull=False).select_related("question", "owner")
    found = {one.question.key: one for one in rows}
    steps: dict[str, list[Step]] = defaultdict(list)
    for step in of_round(actor, round):
        if step.is_open:
            steps[step.about].append(step)
    order = [one for one in outline(round).questions if one.key in found]
    return [Said(one, found[one.key], steps[f"question:{one.key}"]) for one in order]
