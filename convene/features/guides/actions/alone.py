"""Answer alone: nobody hears of it before it is shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.frameworks.queries import content
from ....core.ledger.actions import record
from ....core.rounds.models import Round
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.web import live
from .. import rules
from ..models import LONGEST, Answer, Role
from .drawing import take_in

if TYPE_CHECKING:
    from ....core.frameworks.models import Part
    from ....core.people.models import User


@transaction.atomic
def keep(actor: User, round: Round, question: Part, *, said: Mapping[str, Any], upon: Mapping[str, int]) -> Answer:
    """Keep a draft. It leaves no line in the ledger, for it is nobody else's business.

    `said` holds some of step, words and role; `upon` the versions that this device knows. raises: Clash.
    """
    mine = _mine(actor, round, question)
    require(rules.may_answer(actor, round, mine))
    if mine.take({field: _fits(field, value, round) for field, value in said.items()}, upon):
        mine.saved_at = timezone.now()
        mine.save()
    return mine


@transaction.atomic
def share(actor: User, round: Round, question: Part, *, said: Mapping[str, Any], upon: Mapping[str, int]) -> Answer:
    """Show one's answer to the team: the words with one's name, the step in the drawing of all."""
    mine = keep(actor, round, question, said=said, upon=upon)
    if mine.step is None:
        raise NotPossible(_("Say first where you stand: choose one of the steps. Or skip the question."))
    mine.shared_at, mine.skipped_at, mine.reason = timezone.now(), None, ""
    mine.save()
    _tell(actor, round, question)
    return mine


@transaction.atomic
def skip(actor: User, round: Round, question: Part, *, reason: str) -> Answer:
    """Leave a question out, and say why. Whoever skips reads no answers of others, and may answer later."""
    mine = _mine(actor, round, question)
    require(rules.may_answer(actor, round, mine))
    mine.reason = reason.strip()[:300]
    if not mine.reason:
        raise NotPossible(_("Say in a few words why you skip it. The team reads that."))
    mine.skipped_at = timezone.now()
    mine.save()
    _tell(actor, round, question)
    return mine


def _tell(actor: User, round: Round, question: Part) -> None:
    record(actor, "guides.answered", round)  # neither which question nor what
    take_in(actor, round, question)
    live.publish(rules.channel(round, question))


def _mine(actor: User, round: Round, question: Part) -> Answer:
    Round.objects.select_for_update().get(pk=round.pk)  # nobody shares or draws meanwhile
    mine, _new = Answer.objects.get_or_create(round=round, question=question, person=actor)
    return mine


def _fits(field: str, value: Any, round: Round) -> Any:
    if field == "words":
        words = str(value or "").replace("\r\n", "\n").strip()
        if len(words) > LONGEST:
            raise NotPossible(_("This is too long. Keep to about 600 words; the rest belongs into the conversation."))
        return words
    if field == "role":
        return value if value in Role.values else ""
    steps = len(content(round.kind, round.edition.source).steps)
    if value is not None and not (isinstance(value, int) and 0 <= value < steps):
        raise NotPossible(_("That step is not on the scale."))
    return value
