"""Institutions and a team, and what there is to ask at their addresses."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zlib import compress

from django.urls import reverse

from convene.core.institutions.models import Claim, Institution, Pair
from convene.core.teams.models import Invitation, Member, Team

from .rated import rate

if TYPE_CHECKING:
    from .world import World

EDITED = {"name": "Hall of Rivers", "kind": "science"}
OF_ONE = {"institution": {}, "belong": {}, "stop_belonging": {}, "edit": EDITED, "claim": {"note": "New"}}
LIST = {"kept": b64encode(compress(b"Name\nHall of Stars\n")).decode(), "source": "New", "do": "carry"}
INSTITUTIONS = ("institutions:pairs", "institutions:carry_in", "institutions:claim_of", *(f"institutions:{name}" for name in OF_ONE))
OF_TEAM = {"team": {}, "edit": {"name": "New"}, "invite": {"addresses": "new@example.org"}, "leave": {}}
OF_MEMBER = ("teams:hand_over", "teams:remove", "teams:move")
BY_LINK = ("teams:invitation", "teams:decline")
TEAMS = ("teams:begin", "teams:take_back", *OF_MEMBER, *BY_LINK, *(f"teams:{name}" for name in OF_TEAM))
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def found_institutions(world: World) -> None:
    """One that is open to all, one that became it, two that may be one; and a team, which the author leads."""
    here = Institution.objects.create(name="Hall of Tides", place="Puebla", country="MX")
    Institution.objects.create(name="Old Hall", merged_into=here)
    word = world.secret("note of a claim", frozenset({"author", "staff"}))
    Claim.objects.create(institution=here, person=world.people["author"], address=f"{word}@example.org", note=word)
    Pair.objects.create(first=here, second=Institution.objects.create(name="Hall of Tides Inc"))
    inside, author = frozenset({"author", "member"}), world.people["author"]
    team = Team.objects.create(
        institution=here, name=world.secret("name of a team", inside), about=world.secret("purpose of a team", inside)
    )
    for who in ("author", "member", "target"):
        Member.objects.create(team=team, person=world.people[who], role="lead" if who == "author" else "member")
    address = world.secret("address that a team invited", frozenset({"author"}))
    Invitation.objects.create(team=team, address=f"{address}@example.org", invited_by=author)
    rate(world, team)


def institutions(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `INSTITUTIONS`."""
    if name == "institutions:carry_in":
        yield reverse(name), frozenset(), LIST
        return
    if name == "institutions:pairs":
        yield reverse(name), frozenset(), {"pair": Pair.objects.get().pk, "answer": "two"}
        return
    if name == "institutions:claim_of":
        yield reverse(name, args=[Claim.objects.get().pk]), frozenset(), {"answer": "yes"}
        return
    for called, state in (("Hall of Tides", "open"), ("Old Hall", "merged")):
        data = OF_ONE[name.partition(":")[2]]
        yield reverse(name, args=[Institution.objects.get(name=called).pk]), frozenset({state}), data


def teams(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `TEAMS`."""
    team, invited = Team.objects.get(), Invitation.objects.get()
    if name in BY_LINK:
        yield reverse(name, args=["forged:token"]), frozenset({"forged", "yes"}), {"answer": "yes"}
        for word in ("yes", "no"):
            yield reverse(name, args=[invited.token]), frozenset({word}), {"answer": word}
    elif name == "teams:begin":
        yield reverse(name, args=[team.institution_id]), frozenset(), {"name": "New"}
    elif name == "teams:take_back":
        yield reverse(name, args=[team.pk, invited.pk]), frozenset(), {}
    elif name in OF_MEMBER:
        yield reverse(name, args=[team.pk, "target"]), frozenset(), {"side": "partner"}
    else:
        yield reverse(name, args=[team.pk]), frozenset(), OF_TEAM[name.partition(":")[2]]
