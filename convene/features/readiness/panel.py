"""What a team's page says of its readiness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from ...core.frameworks.models import Kind
from ...core.rounds.queries import newest
from ...core.teams.panels import Panel
from ...lib.ui.dates import date

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ...core.teams.models import Team


def rubric(_actor: Actor, team: Team) -> Panel:
    """The newest round of the rubric."""
    last = next(iter(newest(team, Kind.RUBRIC)), None)
    address = reverse("readiness:moments", args=[team.pk])
    if last is None:
        line = _("You and your partners rate the same work apart from each other, and see where you differ.")
        return Panel(_("Rubric"), line, address, _("Choose a moment"))
    if last.closed_at is None:
        return Panel(_("Rubric"), _("A round is open."), address, _("Go on"))
    line = _("The last round was closed on %(day)s.") % {"day": date(last.closed_at)}
    return Panel(_("Rubric"), line, address, _("See both sides"))


def panel(_actor: Actor, team: Team) -> Panel:
    """The round that the team is in, or what it found last."""
    last = next(iter(newest(team, Kind.READINESS)), None)
    if last is None:
        line = _("Rate alone how ready you are, then look together. Nobody passes or fails; there is a next step.")
        return Panel(_("Readiness"), line, reverse("readiness:record", args=[team.pk]), _("Begin with readiness"))
    address = reverse("readiness:round", args=[last.pk])
    if last.closed_at is None:
        return Panel(_("Readiness"), _("Round %(number)s is open.") % {"number": last.number}, address, _("Go on"))
    day = {"number": last.number, "day": date(last.closed_at)}
    line = _("Round %(number)s was closed on %(day)s.") % day
    return Panel(_("Readiness"), line, address, _("See where you stand"))
