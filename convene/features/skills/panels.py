"""What a team's page says of its skills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from ...core.teams.panels import Panel
from ...lib.ui.dates import date
from .queries import last_release

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ...core.teams.models import Team


def skills(actor: Actor, team: Team) -> Panel:
    """Since when there is a coverage; without one, how it comes about."""
    last = last_release(actor, team)
    if last is None:
        line = _("Each rates their skills for themselves. From three people up the team sees what it covers together.")
    else:
        line = _("What you cover together and where you are thin, as of %(day)s.") % {"day": date(last.at)}
    return Panel(_("Skills"), line, reverse("skills:team", args=[team.pk]), _("See the team's skills"))
