"""What a team's page says of its dialogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from ...core.teams.panels import Panel
from ...lib.ui.dates import date
from .models import Dialogue

if TYPE_CHECKING:
    from ...core.people.models import Actor
    from ...core.teams.models import Team


def dialogues(_actor: Actor, team: Team) -> Panel:
    """The newest dialogue of the team. One query."""
    last = Dialogue.objects.filter(team=team).order_by("-begun_at").first()
    if last is None:
        line = _("Ask many people what they think, and see what they share and where they differ.")
        address = reverse("dialogues:convene") + f"?place=team-{team.pk}"
        return Panel(_("Dialogues"), line, address, _("Convene a dialogue"))
    address = reverse("dialogues:manage", args=[last.slug])
    if last.state == "closed":
        return Panel(_("Dialogues"), last.question, address, _("See the dialogue"))
    line = _("%(question)s Until %(day)s.") % {"question": last.question, "day": date(last.closes_at)}
    return Panel(_("Dialogues"), line, address, _("See the dialogue"))
