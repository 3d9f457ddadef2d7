"""What stands on a team's page of its rounds of the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...core.frameworks.models import Kind
from ...core.rounds.queries import newest
from ...core.teams.panels import Panel

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ...core.teams.models import Team


def guide(_actor: Actor, team: Team) -> Panel:
    """Whether the team is in a round; how far anybody has come is their own business."""
    rounds = newest(team, Kind.GUIDE)
    running = sum(one.closed_at is None for one in rounds)
    line = _("Answer alone first, see where you differ, and answer as a team.")
    if running:
        line = ngettext("%(num)s stage is open for answers.", "%(num)s stages are open for answers.", running) % {
            "num": running
        }
    elif rounds:
        line = _("No round is open. Come back to a stage, or begin the next one.")
    verb = _("Go on with the guide") if rounds else _("Begin with the guide")
    return Panel(_("Discussion guide"), line, reverse("guides:stages", args=[team.pk]), verb)
