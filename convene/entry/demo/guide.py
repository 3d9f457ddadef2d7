"""The team of the demo in two rounds of the discussion guide."""

from __future__ import annotations

import datetime as dt

from ...core.frameworks.actions import begin as take_up
from ...core.frameworks.models import Part
from ...core.ledger.models import Entry
from ...core.notifications.models import Notification
from ...core.people.models import User
from ...core.rounds import actions as rounds
from ...core.rounds.models import Round
from ...core.teams.models import Team
from ...features.guides import actions as guides
from ...features.guides.models import Answer, TeamAnswer, Wording
from . import content


def fill_guide(people: dict[str, User], now: dt.datetime) -> None:
    """A round that is over, then the one that the team is in."""
    take_up(None)
    told = content.guide()
    team = Team.objects.get(name=told["team"])
    lead = team.members.get(role="lead").person
    for each in told["rounds"]:
        round = rounds.begin(lead, team, kind="guide", stage=told["stage"])
        for one in each["questions"]:
            _question(one, round, people)
        if "closed_days_ago" in each:
            rounds.close(lead, round)
            Round.objects.filter(pk=round.pk).update(closed_at=now - dt.timedelta(days=each["closed_days_ago"]))
        _date(round, now - dt.timedelta(days=each["days_ago"]))


def _question(each: content.Described, round: Round, people: dict[str, User]) -> None:
    question = Part.objects.get(edition=round.edition, key=each["key"])
    for said in each.get("answers", ()):
        told = {name: said[name] for name in ("step", "words", "role")}
        guides.share(people[said["by"]], round, question, said=told, upon={})
    if ours := each.get("team"):
        owner = people[ours["owner"]]
        told = {name: ours.get(name, "") for name in ("words", "confidence", "became")} | {"owner_id": owner.pk}
        guides.write(people[each["answers"][0]["by"]], round, question, said=told, upon={})
        if ours.get("release"):
            guides.release(owner, round, question, is_so=True)
    if "stuck" in each:
        guides.stuck(people[each["stuck"]], round, question, is_so=True)
    if "ask" in each:
        guides.ask_partner(people[each["ask"]["by"]], round, question, is_theirs=True, ask=each["ask"]["who"])


def _date(round: Round, begun: dt.datetime) -> None:
    later = begun + dt.timedelta(days=3)
    Round.objects.filter(pk=round.pk).update(begun_at=begun)
    Answer.objects.filter(round=round).update(saved_at=later, shared_at=later)
    Answer.objects.filter(round=round, drawn_at__isnull=False).update(drawn_at=later)
    ours = TeamAnswer.objects.filter(round=round)
    ours.filter(released_at__isnull=False).update(released_at=later)
    ours.filter(stuck_at__isnull=False).update(stuck_at=later)
    Wording.objects.filter(answer__in=ours).update(at=later)
    lines = Entry.objects.filter(subject_kind="rounds.round", subject_id=round.pk) | Entry.objects.filter(
        subject_kind="guides.teamanswer", subject_id__in=ours.values("pk")
    )
    Notification.objects.filter(entry__in=lines.values("pk")).update(created_at=later)
    Entry.objects.filter(pk__in=list(lines.values_list("pk", flat=True))).update(at=later)
