"""What a team rated: drafts, what waits for the close, and what was found; and what there is to ask at its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from convene.core.frameworks.models import Edition, Part
from convene.core.rounds.models import Round
from convene.features.readiness.models import Finding, Rating, Sheet

if TYPE_CHECKING:
    from convene.core.teams.models import Team

    from .world import World

OF_ROUND = {"round": {}, "sheet": {"share": "yes", "ready-time-level": "2"}, "close": {}}
OF_TEAM = ("record", "begin", "moments", "begin_moment")
RATED = (*(f"readiness:{name}" for name in OF_TEAM), *(f"readiness:{name}" for name in OF_ROUND))
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def rate(world: World, team: Team) -> None:
    """A closed round, and an open one in which the author shared and the member keeps a draft."""
    edition = Edition.objects.get(kind="readiness")
    part = Part.objects.get(edition=edition, key="ready-time")
    inside, now = frozenset({"author", "member"}), timezone.now()
    kind = {"team": team, "edition": edition, "kind": "readiness"}
    closed, begun = Round.objects.create(**kind, number=1, closed_at=now), Round.objects.create(**kind, number=2)
    Finding.objects.create(round=closed, part=part, lowest=1, middle=2.5, highest=4)
    for round, who, shared_at, where, seen in (
        (closed, "author", now, "needs found in a round", inside),
        (closed, "member", None, "a draft that was never shared", frozenset({"member"})),
        (begun, "author", now, "needs shared in an open round", frozenset({"author"})),
        (begun, "member", None, "a draft of readiness", frozenset({"member"})),
    ):
        sheet = Sheet.objects.create(round=round, person=world.people[who], shared_at=shared_at)
        Rating.objects.create(sheet=sheet, part=part, level=3, needs=world.secret(where, seen))
    _rate_apart(world, team, inside)


def _rate_apart(world: World, team: Team, inside: frozenset[str]) -> None:
    """A closed round of the rubric, in which the institution's side may be shown and a single partner may not."""
    edition, now = Edition.objects.get(kind="rubric"), timezone.now()
    part = Part.objects.get(edition=edition, key="shares-leadership")
    closed = Round.objects.create(
        team=team, edition=edition, kind="rubric", stage="planning", number=1, closed_at=now
    )  # fmt: skip
    Finding.objects.create(round=closed, part=part, side="own", lowest=2, middle=2.5, highest=3)
    for who, side, where, seen in (
        ("author", "own", "evidence of a side that is shown", inside),
        ("target", "partner", "evidence of a partner who is alone", frozenset()),
    ):
        sheet = Sheet.objects.create(round=closed, person=world.people[who], side=side, shared_at=now)
        Rating.objects.create(sheet=sheet, part=part, level=2, evidence=world.secret(where, frozenset(seen)))


def rated(_world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `RATED`."""
    if name.partition(":")[2] in OF_TEAM:
        yield reverse(name, args=[Round.objects.filter(kind="readiness")[0].team_id]), frozenset(), {"moment": "evaluation"}
        return
    for number, state in ((1, "closed"), (2, "open")):
        round = Round.objects.get(kind="readiness", number=number)
        yield reverse(name, args=[round.pk]), frozenset({state}), OF_ROUND[name.partition(":")[2]]
