"""What the team of the demo has to do, and what it has done."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ...core.people.models import User
from ...core.steps import actions
from ...core.teams.models import Team
from . import content


def fill_steps(people: dict[str, User]) -> None:
    """Whoever leads writes them down; what came of something is said by its owner."""
    told = content.institutions()["team"]
    team, lead = Team.objects.get(name=told["name"]), people[told["lead"]]
    for each in told["actions"]:
        owner, day = people.get(each.get("owner", "")), None
        if "days" in each:
            day = timezone.localdate() + dt.timedelta(days=each["days"])
        made = actions.add(lead, team, text=each["text"], owner=owner, due_on=day, about=each.get("about", ""))
        if owner and "became" in each:
            actions.finish(owner, made, became=each["became"])
