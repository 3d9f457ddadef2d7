"""Release what a team may see of its skills, and keep it. Nothing of it is noted in the ledger."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ....core.teams.models import Team
from ....lib.ruling import require
from .. import rules
from ..coverage import team as coverage
from ..models import Counted, Rating, Release

if TYPE_CHECKING:
    from collections.abc import Collection

    from ....core.people.models import User

WAIT = dt.timedelta(days=7)  # for the rest of a team, before its first release


@transaction.atomic
def release(actor: User | None, team: Team, *, skills: Collection[str]) -> Release | None:
    """Keep a new release of a team's coverage when one is due; nobody (the clock) or a member who counts asks for it.

    The first one waits until everybody in the team counts, or for a week after the third did, so that those who take
    longer are in it: whoever comes later is seen only together with two others. What follows belongs to the clock
    alone, which comes at night, so that no change is seen beside the answer that made it.
    """
    require(rules.may_release(actor, team))
    Team.objects.select_for_update().get(pk=team.pk)
    kept = list(Release.objects.filter(team=team).order_by("pk"))
    since = _counted(team)
    if len(since) < coverage.LEAST or (not kept and not _is_complete(team, since)) or (kept and actor is not None):
        return None
    before = [one.as_shown() for one in kept]
    now = coverage.release(_ratings(since, skills), before)
    if now is None or (before and now is before[-1]):
        return None
    return Release.objects.create(
        team=team, people=now.people, bands={key: int(band) for key, band in sorted(now.bands.items())},
        able={str(person): sorted(keys) for person, keys in now.able.items()},
    )  # fmt: skip


def _counted(team: Team) -> dict[int, dt.datetime]:
    """Those of the team who count, and since when both are so."""
    here = dict(team.members.values_list("person_id", "joined_at"))
    rows = Counted.objects.filter(person__in=here).values_list("person_id", "since")
    return {person: max(since, here[person]) for person, since in rows}


def _is_complete(team: Team, since: dict[int, dt.datetime]) -> bool:
    third = sorted(since.values())[coverage.LEAST - 1]
    return len(since) == team.members.count() or third <= timezone.now() - WAIT


def _ratings(people: Collection[int], skills: Collection[str]) -> dict[int, dict[str, int]]:
    said: dict[int, dict[str, int]] = {person: {} for person in people}
    rows = Rating.objects.filter(person__in=people, skill__in=skills, step__isnull=False)
    for person, skill, step in rows.values_list("person_id", "skill", "step"):
        said[person][skill] = step or 0
    return said
