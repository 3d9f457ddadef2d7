"""Topics that other communities show as well: read, answered and listed by whom was agreed on, and by nobody else."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest
from django.urls import reverse

from .cells import Cell, in_topics, routes
from .policy import expected
from .reader import fingerprint
from .roles import INSIDE, ROLES
from .stage import Stage, Walk
from .test_permissions import OWN_SESSION, fault_of

AT_HOME = "discussions:restore_topic"  # what was taken down is shown nowhere else, and brought back at home
OUTSIDE = [role for role in ROLES if role not in {*INSIDE, "staff"}]


@pytest.mark.parametrize("role", ROLES)
def test_a_shared_topic_and_its_files_are_opened_by_whom_it_reaches(role: str, world: Stage) -> None:
    wrong = []
    for how, one in world.shared.items():
        files = {state: reverse("files:file", args=[file.key, file.name]) for state, file in one.talk.files.items()}
        for address in (one.address, f"{one.address}2/", files["first"], files["shown"]):
            is_open = world.readers[role].get(address).status in {200, 302, 303}
            if is_open != (role in one.readers or (address in files.values() and role in {"author", "staff"})):
                wrong.append(f"{how}: {address} is {'open' if is_open else 'closed'}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("walk", ["anonymous", "stranger", "elsewhere", "member", "staff"], indirect=True)
def test_the_walk_leads_to_the_shared_topics_that_reach_the_reader(walk: Walk, world: Stage) -> None:
    assert {how: one.address in walk.pages for how, one in world.shared.items()} == {
        how: walk.role in one.readers for how, one in world.shared.items()
    }


@pytest.mark.parametrize("role", ROLES)
def test_outsiders_may_do_there_what_they_may_where_everybody_reads(role: str, world: Stage) -> None:
    """At home its own people may what they may anyway; members of the other community what members may."""
    before, wrong, tried = fingerprint(OWN_SESSION), [], 0
    for cell in _cells_of(world, "with everybody"):
        is_there = role in OUTSIDE and cell.route != AT_HOME
        states = (cell.states - {"listed"}) | {"public"} if is_there else cell.states
        for method in ("GET", "POST"):
            tried += 1
            line = expected(cell.route, method, states)
            wanted = line.answers["member" if is_there and role == "elsewhere" else role]
            if fault := fault_of(world, role, method, cell, wanted, before):
                wrong.append(f"{role} {method} {cell.address}, line {line.number}: {fault}")
    assert tried > 80
    assert not wrong, f"{len(wrong)} of {tried} cells:\n" + "\n".join(wrong[:60])


def _cells_of(world: Stage, how: str) -> Iterator[Cell]:
    """Every request about one shared topic."""
    one, small = world.shared[how], copy.copy(world)
    small.places = [one.place, *world.places]
    for name, pattern in routes():
        if pattern.startswith("c/<slug:slug>/t/<int:pk>/"):
            yield from (cell for cell in in_topics(small, name, pattern) if cell.address.startswith(one.address))
