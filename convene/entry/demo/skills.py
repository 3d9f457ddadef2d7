"""How some people of the demo rate their skills, so that its team sees what it covers together."""

from __future__ import annotations

import datetime as dt

from ...core.frameworks.queries import texts
from ...core.people.models import User
from ...core.teams.models import Team
from ...features.skills import actions
from ...features.skills.actions import Answer
from ...features.skills.models import Release
from ...features.skills.queries import skills_of
from . import content

STEPS = ("learns", "can", "teaches")  # from the second on


def fill_skills(people: dict[str, User], now: dt.datetime) -> None:
    """Let them rate themselves, and the team's first release be some weeks old."""
    text = texts().skills
    if text is None:
        return
    told = content.skills()
    for each in told["skills"]:
        steps = {key: step for step, name in enumerate(STEPS, 1) for key in each.get(name, ())}
        counts, least = bool(each.get("counts")), 0 if each.get("counts") else None
        grows, offers = each.get("grows", ()), each.get("offers", ())
        said = {key: Answer(steps.get(key, least), key in grows, key in offers) for key in skills_of(text)}
        actions.rate(people[each["by"]], answers=said)
        if counts:
            actions.count(people[each["by"]])
    work = told["need"]
    team = Team.objects.visible_to(people[work["by"]]).earliest("pk")
    actions.need(people[work["by"]], team, name=work["name"], skills=work["skills"])
    Release.objects.update(at=now - dt.timedelta(days=33))
