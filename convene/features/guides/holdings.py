"""Single answers of a team: who looks after them, and when the team looks at them again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from ...core.frameworks.models import Kind
from ...core.rounds.models import Round
from ...core.teams.holdings import Held
from ...lib.ui.dates import date
from .models import TeamAnswer, TeamAnswerQuerySet
from .queries.outline import outline

if TYPE_CHECKING:
    from ...core.people.models import User
    from ...core.teams.models import Team


def held(team: Team, person: User) -> Iterator[Held]:
    """Those that they look after. One query."""
    yield from _said(_standing(team).filter(owner=person))


def coming(team: Team) -> Iterator[Held]:
    """Those that have a day, the soonest first. One query."""
    yield from _said(_standing(team).filter(revisit_on__gte=timezone.localdate()))


def _standing(team: Team) -> TeamAnswerQuerySet:
    """What was answered in the last round of each stage that is over.

    While a round is open, who has not answered learns of nobody's answer, not even that somebody looks after it.
    """
    over = Round.objects.filter(kind=Kind.GUIDE, closed_at__isnull=False)
    later = over.filter(team=team, stage=OuterRef("round__stage"), number__gt=OuterRef("round__number"))
    here = TeamAnswer.objects.filter(~Exists(later), round__in=over.filter(team=team))
    return here.select_related("round__edition", "question").order_by("revisit_on", "pk")


def _said(answers: TeamAnswerQuerySet) -> Iterator[Held]:
    for one in answers:
        text = next((asked.text for asked in outline(one.round).questions if asked.key == one.question.key), None)
        if text is not None:
            day = _("looked at again on %(day)s") % {"day": date(one.revisit_on)} if one.revisit_on else _("no day yet")
            yield Held(str(text), day, one.get_absolute_url())
