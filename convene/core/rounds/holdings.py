"""The rounds to which a team comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...lib.ui.dates import date
from ..frameworks.models import Kind
from ..frameworks.queries import content
from ..teams.holdings import Held
from .models import Round

if TYPE_CHECKING:
    from ..teams.models import Team

PARTS = {Kind.GUIDE: "stages", Kind.RUBRIC: "moments"}  # of the text, of which a round goes through one


def coming(team: Team) -> Iterator[Held]:
    """Those that begin by themselves, the soonest first. One query."""
    closed = Round.objects.newest().filter(team=team, closed_at__isnull=False, revisit_on__isnull=False)
    for one in closed.select_related("edition").order_by("revisit_on", "pk"):
        one.team = team
        note = _("begins again on %(day)s") % {"day": date(one.revisit_on)} if one.revisit_on else ""
        yield Held(_name(one), note, one.get_absolute_url())


def _name(one: Round) -> str:
    text = content(one.kind, one.edition.source)
    parts = getattr(text, PARTS[Kind(one.kind)]) if one.kind in PARTS else ()
    stage = next((part.name for part in parts if part.key == one.stage), one.stage)
    return f"{one.get_kind_display()}: {stage}" if stage else one.get_kind_display()
