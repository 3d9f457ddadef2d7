"""Where the people of the demo work, who keeps the pages of it, and a team of one institution and its partner."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ...core.institutions import actions as institutions
from ...core.institutions.actions.carrying import Carried
from ...core.institutions.models import Claim, Institution
from ...core.ledger.models import Entry
from ...core.notifications.models import Notification
from ...core.people.models import User
from ...core.teams import actions as teams
from ...core.teams.models import Team
from . import content
from .steps import fill_steps

NO_FIELDS = {"keeper", "asks", "like"}


def fill_institutions(people: dict[str, User], staff: User, now: dt.datetime) -> None:
    """Bring them in as a list, let people say where they work, and begin the team."""
    told = content.institutions()
    found: dict[str, Institution] = {}
    for each in told["institutions"]:
        found[each["name"]] = _institution(each)
    new = [Carried(found[each["name"]], found.get(each.get("like", ""))) for each in told["institutions"]]
    institutions.carry_in(staff, new=new)
    for person in people.values():
        if person.institution in found:
            institutions.belong(person, found[person.institution])
    for each in told["institutions"]:
        for role in ("keeper", "asks"):
            if role in each:
                _claim(people[each[role]], found[each["name"]], staff, confirmed=role == "keeper")
    _team(told["team"], found, people)
    _date(now)
    fill_steps(people)


def _institution(each: dict[str, Any]) -> Institution:
    made = Institution(
        source="demo",
        source_id=each["name"],
        **{name: value for name, value in each.items() if name not in NO_FIELDS},
    )
    made.keep_words()
    return made


def _claim(person: User, institution: Institution, staff: User, *, confirmed: bool) -> None:
    made = institutions.claim(person, institution, note="" if confirmed else "I look after our pages.")
    if confirmed:
        institutions.accept_claim(staff, made)


def _team(told: content.Described, found: dict[str, Institution], people: dict[str, User]) -> None:
    """It invites, and those who are to belong to it accept."""
    lead = people[told["lead"]]
    team: Team = teams.begin(lead, found[told["at"]], name=told["name"], about=told["about"])
    for key in told["members"] + told["invited"]:
        (invitation,) = teams.invite(
            lead, team, addresses=[people[key].email or ""], side="partner" if key in told["partners"] else "own"
        )
        if key in told["members"]:
            teams.accept(people[key], invitation)


def _date(now: dt.datetime) -> None:
    """All this was a while ago; the claims that wait came the other day."""
    Claim.objects.exclude(decided_at=None).update(
        claimed_at=now - dt.timedelta(days=42), decided_at=now - dt.timedelta(days=40)
    )
    waiting = Claim.objects.waiting()
    waiting.update(claimed_at=now - dt.timedelta(days=2))
    lines = Entry.objects.filter(verb__startswith="institutions.") | Entry.objects.filter(verb__startswith="teams.")
    recent = Entry.objects.filter(verb="institutions.claimed", subject_id__in=waiting.values("pk"))
    for some, days in ((lines.exclude(pk__in=recent.values("pk")), 40), (recent, 2)):
        Notification.objects.filter(entry__in=some.values("pk")).update(created_at=now - dt.timedelta(days=days))
        Entry.objects.filter(pk__in=list(some.values_list("pk", flat=True))).update(at=now - dt.timedelta(days=days))
