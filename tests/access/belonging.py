"""Institutions, and what there is to ask at their addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from convene.core.institutions.models import Claim, Institution, Pair

if TYPE_CHECKING:
    from .world import World

EDITED = {"name": "Hall of Rivers", "kind": "science"}
OF_ONE = {"institution": {}, "belong": {}, "stop_belonging": {}, "edit": EDITED, "claim": {"note": "New"}}
INSTITUTIONS = ("institutions:pairs", "institutions:claim_of", *(f"institutions:{name}" for name in OF_ONE))
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def found_institutions(world: World) -> None:
    """One that is open to all, one that became it, and two that may be one."""
    here = Institution.objects.create(name="Hall of Tides", place="Puebla", country="MX")
    Institution.objects.create(name="Old Hall", merged_into=here)
    word = world.secret("note of a claim", frozenset({"author", "staff"}))
    Claim.objects.create(institution=here, person=world.people["author"], address=f"{word}@example.org", note=word)
    Pair.objects.create(first=here, second=Institution.objects.create(name="Hall of Tides Inc"))


def institutions(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `INSTITUTIONS`."""
    if name == "institutions:pairs":
        yield reverse(name), frozenset(), {"pair": Pair.objects.get().pk, "answer": "two"}
        return
    if name == "institutions:claim_of":
        yield reverse(name, args=[Claim.objects.get().pk]), frozenset(), {"answer": "yes"}
        return
    for called, state in (("Hall of Tides", "open"), ("Old Hall", "merged")):
        yield reverse(name, args=[Institution.objects.get(name=called).pk]), frozenset({state}), OF_ONE[name.partition(":")[2]]
