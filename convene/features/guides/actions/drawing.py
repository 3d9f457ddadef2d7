"""When steps become part of the team's drawing: three at a time, so that none can be laid at one person's door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....core.people.models import User
from ..models import Answer, TeamAnswer
from ..spread import LEAST

if TYPE_CHECKING:
    from ....core.frameworks.models import Part
    from ....core.rounds.models import Round


def take_in(actor: User, round: Round, question: Part, *, at_once: bool = False) -> bool:
    """Take new steps into the drawing, if they are three at least; whoever is in it is told when it appears.

    Unless somebody wants it `at_once`, it waits where one or two answers are missing still: they could never join it.
    """
    answers = Answer.objects.filter(round=round, question=question)
    fresh = answers.shared().filter(drawn_at=None)
    if fresh.count() < LEAST or (not at_once and 0 < _missing(round, question) < LEAST):
        return False
    first = not answers.filter(drawn_at__isnull=False).exists()
    fresh.update(drawn_at=timezone.now())
    if first:
        about, _new = TeamAnswer.objects.get_or_create(round=round, question=question)
        entry = record(actor, "guides.drawn", about)
        told = User.objects.filter(guide_answers__in=answers.shared(), team_memberships__team=round.team_id)
        notify(entry, told, reason="drawn", group=round.group)
    return True


def _missing(round: Round, question: Part) -> int:
    done = Answer.objects.filter(round=round, question=question).exclude(shared_at=None, skipped_at=None)
    return round.team.members.exclude(person__in=done.values("person")).count()
