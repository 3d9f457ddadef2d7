"""What the team's page says of what it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...core.teams.panels import Panel
from .models import Poll

if TYPE_CHECKING:
    from ...core.people.models import User
    from ...core.teams.models import Team


def polls(actor: User, team: Team) -> Panel:
    """How many are open, and how many of them wait for the reader. One query."""
    rows = Poll.objects.visible_to(actor).filter(team=team).open().seen_by(actor)
    found = rows.aggregate(open=Count("pk"), waiting=Count("pk", filter=Q(my_stance=None)))
    number, waiting = found["open"], found["waiting"]
    line = ngettext("%(num)s is open", "%(num)s are open", number) % {"num": number}
    if waiting:
        line += ", " + ngettext("%(num)s waits for your vote", "%(num)s wait for your vote", waiting) % {"num": waiting}
    empty = _("Talk it over, take a sense check, then propose. What was agreed stands here.")
    url = f"{reverse('polls:list')}?team={team.pk}"
    return Panel(_("Polls and proposals"), f"{line}." if number else empty, url, _("See what is asked"))
