"""Mentoring and introductions: what is offered to members, what is hidden, and what two people keep to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from convene.features.mentoring.models import Enrolment, Mentorship

from .introduced import INTRODUCTIONS, found_introductions, introductions
from .roles import ROLES

if TYPE_CHECKING:
    from .world import World

SAID = {"about": "New", "from_on": "2026-01-01", "capacity": "1"}
MENTORING = (*(f"mentoring:{name}" for name in ("enrol", "hide", "show", "ask", "mentorship", "answer")), *INTRODUCTIONS)
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def found_mentoring(world: World) -> None:
    """The target offers it to all, the author does no more; the author was asked by the member."""
    members, own = frozenset(ROLES[3:]), frozenset({"author"})
    for who, readers in (("target", members), ("author", own)):
        words = world.secret(f"what {who} offers in mentoring", readers)
        Enrolment.objects.create(
            person=world.people[who], side="mentor", about=world.secret(f"topic of {who} in mentoring", readers),
            words=words, find_as=f" {words}", from_on="2026-01-01", hidden_at=timezone.now() if who == "author" else None,
        )  # fmt: skip
    word = world.secret("request for mentoring", frozenset({"author", "member"}))
    Mentorship.objects.create(mentor=world.people["author"], mentee=world.people["member"], words=word)
    found_introductions(world)


def mentoring(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `MENTORING`."""
    if name in INTRODUCTIONS:
        yield from introductions(world, name)
        return
    between = Mentorship.objects.get()
    if name == "mentoring:ask":
        for who, state in (("target", "shown"), ("author", "hidden")):
            offer = Enrolment.objects.get(person=world.people[who])
            yield reverse(name, args=[offer.pk]), frozenset({state}), {"words": "New"}
    elif name == "mentoring:answer":
        for verb in ("accept", "take_back", "dance"):
            yield reverse(name, args=[between.pk, verb]), frozenset({verb}), {}
    else:
        yield reverse(name, args=[between.pk if name == "mentoring:mentorship" else "mentor"]), frozenset(), dict(SAID)
