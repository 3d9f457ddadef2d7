"""What a team talks about when it meets: the widest gaps first, as far as the viewer may see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..models import Answer, TeamAnswer
from ..spread import Spread, agenda
from .asked import drawing
from .outline import outline

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Question
    from ....core.people.models import User
    from ....core.rounds.models import Round

SHORTEST, LONGEST, OPENING = 8, 20, 5  # minutes


@dataclass(frozen=True, slots=True)
class Item:
    """A question to talk about. `begins` and `minutes` are 0 where the time does not reach it."""

    question: Question
    number: int  # in the round
    why: str  # wide, stuck or open
    spread: Spread | None
    begins: int
    minutes: int
    has_answer: bool


@dataclass(frozen=True, slots=True)
class Meeting:
    """The agenda; `alike` are questions on which all agree, `unseen` those that the viewer has to answer first."""

    items: list[Item]
    alike: list[Question]
    unseen: int
    minutes: int


def meeting(actor: User, round: Round, *, minutes: int) -> Meeting:
    """The agenda for that many minutes, from answers that the viewer has earned. Four queries."""
    asked = outline(round)
    steps, order = len(asked.text.steps), [str(one.key) for one in asked.questions]
    shared: dict[str, list[Answer]] = defaultdict(list)
    seen = Answer.objects.filter(round=round).visible_to(actor).shared().select_related("question")
    for one in seen.defer("words"):
        shared[one.question.key].append(one)
    ours = {one.question.key: one for one in TeamAnswer.objects.filter(round=round).select_related("question")}
    spreads = {key: drawing(answers, steps) for key, answers in shared.items()}
    stuck = [key for key in order if key in shared and key in ours and ours[key].stuck_at]
    wide = [key for key in agenda(spreads, order) if key not in stuck]
    alike = [key for key in order if (drawn := spreads.get(key)) and not drawn.width and key not in stuck]
    rest = [key for key in order if key in shared and key not in {*stuck, *wide, *alike}]
    reasons = dict.fromkeys(stuck, "stuck") | dict.fromkeys(wide, "wide") | dict.fromkeys(rest, "open")
    each = min(LONGEST, max(SHORTEST, (minutes - OPENING) // max(1, len(reasons))))
    items = []
    for at, (key, why) in enumerate(reasons.items()):
        begins = OPENING + at * each
        fits = begins + each <= minutes
        place = order.index(key)
        items.append(Item(
            asked.questions[place], place + 1, why, spreads[key], begins if fits else 0, each if fits else 0,
            key in ours and bool(ours[key].words),
        ))  # fmt: skip
    by_key = dict(zip(order, asked.questions, strict=True))
    return Meeting(items, [by_key[key] for key in alike], len(order) - len(shared), minutes)
