"""The actions that somebody has in a team."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...lib.ui.dates import date
from ..teams.holdings import Held
from .models import Step

if TYPE_CHECKING:
    from ..people.models import User
    from ..teams.models import Team


def held(team: Team, person: User) -> Iterator[Held]:
    """Those that are open, the soonest first. One query."""
    for step in Step.objects.filter(team=team).open().of(person).soonest_first():
        note = _("by %(day)s") % {"day": date(step.due_on)} if step.due_on else _("no day yet")
        yield Held(step.text, note, step.get_absolute_url())
