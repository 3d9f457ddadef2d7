"""What the team's page says of its actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..teams.panels import Panel
from .models import Step

if TYPE_CHECKING:
    from ..people.models import Actor
    from ..teams.models import Team


def actions(actor: Actor, team: Team) -> Panel:
    """How many are open, and how many of them wait for somebody. One query."""
    rows = Step.objects.visible_to(actor).filter(team=team).open()
    here = Q(owner__team_memberships__team=team)
    found = rows.aggregate(
        open=Count("pk", distinct=True), late=Count("pk", filter=Q(due_on__lt=timezone.localdate()), distinct=True),
        owned=Count("pk", filter=here, distinct=True),
    )  # fmt: skip
    number, late, alone = found["open"], found["late"], found["open"] - found["owned"]
    said = [ngettext("%(num)s is open", "%(num)s are open", number) % {"num": number}] if number else []
    if late:
        said.append(ngettext("the day of %(num)s has gone by", "the day of %(num)s has gone by", late) % {"num": late})
    if alone:
        said.append(ngettext("%(num)s waits for an owner", "%(num)s wait for an owner", alone) % {"num": alone})
    line = f"{', '.join(said)}." if said else _("Nothing is open. Whatever you look at can become an action.")
    return Panel(_("Actions"), line, reverse("steps:team", args=[team.pk]), _("See the actions"))
