"""What the team of the demo found about its readiness, in two rounds."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ...core.frameworks.actions import begin as take_up
from ...core.ledger.models import Entry
from ...core.notifications.models import Notification
from ...core.people.models import User
from ...core.rounds.models import Round
from ...core.teams.models import Team
from ...features.readiness import actions, queries
from ...features.readiness.actions import Said
from . import content


def fill_readiness(people: dict[str, User], now: dt.datetime) -> None:
    """Rate, share and close, as long ago as it says."""
    take_up(None)
    team = Team.objects.get()
    for told in content.readiness():
        closer = people[told["closed_by"]]
        round = actions.begin(closer, team)
        for key, said in told["said"].items():
            actions.share(people[key], round, said=_said(round, said), is_named=said.get("named", False))
        days = told.get("revisit_in")
        actions.close(closer, round, revisit_on=timezone.localdate() + dt.timedelta(days=days) if days else None)
        _date(round, now - dt.timedelta(days=told["days_ago"]))


def fill_sides(people: dict[str, User], now: dt.datetime) -> None:
    """Both sides look at the same work, once."""
    told, team = content.sides(), Team.objects.get()
    closer = people[told["closed_by"]]
    round = actions.begin_moment(closer, team, moment=told["moment"])
    for key, said in told["said"].items():
        rows = zip(queries.text_of(round).criteria, said["levels"], said["evidence"], strict=True)
        all_said = [Said(one.key, level, evidence=shows) for one, level, shows in rows]
        named, alone = said.get("named", False), said.get("alone", False)
        actions.share(people[key], round, said=all_said, is_named=named, may_stand_alone=alone)
    actions.close(closer, round)
    _date(round, now - dt.timedelta(days=told["days_ago"]))


def _said(round: Round, said: content.Described) -> list[Said]:
    dimensions = queries.text_of(round).dimensions
    return [
        Said(one.key, level or None, said.get("needs", {}).get(one.key, ""), said.get("assets", {}).get(one.key, ""))
        for one, level in zip(dimensions, said["levels"], strict=True)
    ]


def _date(round: Round, at: dt.datetime) -> None:
    Round.objects.filter(pk=round.pk).update(begun_at=at - dt.timedelta(days=9), closed_at=at)
    lines = Entry.objects.filter(subject_kind="rounds.round", subject_id=round.pk)
    Notification.objects.filter(entry__in=lines.values("pk")).update(created_at=at)
    lines.update(at=at)
