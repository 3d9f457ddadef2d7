"""Rounds of readiness as they can be: long words, an open one with a draft, one in which nobody rated."""

from __future__ import annotations

from convene.core.people.models import User
from convene.core.rounds.models import Round
from convene.core.teams.models import Team
from convene.features.readiness import actions
from convene.features.readiness.actions import Said

LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenversicherung " * 9


def rated(cast: dict[str, User]) -> dict[str, object]:
    """Add what is rare; returns where it is."""
    marisol, marcus, team = cast["marisol"], cast["marcus"], Team.objects.get()
    found = Round.objects.filter(team=team, kind="readiness").order_by("number").last()
    assert found
    empty = actions.begin(marisol, team)
    actions.close(marisol, empty)
    begun = actions.begin(marisol, team)
    actions.keep(marisol, begun, said=[Said("ready-time", 2, LONG, LONG)])
    actions.share(marcus, begun, said=[Said("ready-time", 3, LONG)], is_named=True)
    other = _other(marcus, marisol, team)
    lead, member = (User.objects.get(pk=one.pk) for one in (marcus, marisol))  # whose teams are asked of anew
    long = actions.begin(lead, other)
    for person, step in ((member, 1), (lead, 4)):
        actions.share(person, long, said=[Said("ready-time", step, LONG, LONG)], is_named=True)
    actions.close(member, long)
    sides = Round.objects.get(team=team, kind="rubric")
    apart = actions.begin_moment(marcus, team, moment="planning")
    return {"sides": sides.pk, "apart": apart.pk, "round_found": found.pk, "round_empty": empty.pk, "round_open": begun.pk, "round_long": long.pk,
            "team_rating": team.pk}  # fmt: skip


def _other(lead: User, member: User, like: Team) -> Team:
    made = Team.objects.create(institution=like.institution, name=LONG[:120])
    for person, role in ((lead, "lead"), (member, "member")):
        made.members.create(person=person, role=role)
    return made


def leader_sees(at: dict[str, object]) -> list[tuple[str, object]]:
    """Routes, each with its key."""
    rounds = [("readiness:round", at[f"round_{name}"]) for name in ("found", "open", "empty", "long")]
    return [
        *rounds, ("readiness:record", at["team_rating"]), ("readiness:sheet", at["round_open"]),
        ("readiness:close", at["round_open"]), ("readiness:moments", at["team_rating"]),
        ("readiness:round", at["sides"]), ("readiness:round", at["apart"]), ("readiness:sheet", at["apart"]),
    ]  # fmt: skip
