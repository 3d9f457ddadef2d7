"""Introductions: one that waits for whoever is between, and one that was passed on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from convene.features.introductions.models import Introduction

if TYPE_CHECKING:
    from .world import World

INTRODUCTIONS = tuple(f"introductions:{name}" for name in ("ask", "introduction", "answer"))
Asked = tuple[str, frozenset[str], dict[str, Any]]  # address, states, form


def found_introductions(world: World) -> None:
    """The author asks the member for both; the target knows of theirs, the leader of nothing yet."""
    for other, fields, readers in (
        ("leader", {}, frozenset()),
        ("target", {"state": "passed", "passed_at": timezone.now()}, frozenset({"target"})),
    ):
        Introduction.objects.create(
            asker=world.people["author"], between=world.people["member"], other=world.people[other],
            words=world.secret(f"what the author would say to the {other}", readers | {"author", "member"}),
            note=world.secret(f"word about the author to the {other}", readers | {"member"}), **fields,
        )  # fmt: skip


def introductions(world: World, name: str) -> Iterator[Asked]:
    """Every request to try at one of the addresses in `INTRODUCTIONS`."""
    if name == "introductions:ask":
        data = {"between": world.people["member"].handle, "words": "New"}
        yield reverse(name, args=[world.people["target"].handle]), frozenset(), data
        return
    for one, state in zip(Introduction.objects.order_by("pk"), ("asked", "passed"), strict=True):
        if name == "introductions:introduction":
            yield reverse(name, args=[one.pk]), frozenset({state}), {}
        else:
            for verb in ("pass", "agree", "decline", "take_back", "dance"):
                yield reverse(name, args=[one.pk, verb]), frozenset({state, verb}), {}
