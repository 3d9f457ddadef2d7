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
RATED = ("readiness:record", "readiness:begin", *(f"readiness:{name}" for name in OF_ROUND))
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


def rated(_world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `RATED`."""
    if name in {"readiness:record", "readiness:begin"}:
        yield reverse(name, args=[Round.objects.filter(kind="readiness")[0].team_id]), frozenset(), {}
        return
    for number, state in ((1, "closed"), (2, "open")):
        round = Round.objects.get(kind="readiness", number=number)
        yield reverse(name, args=[round.pk]), frozenset({state}), OF_ROUND[name.partition(":")[2]]
