"""What is being written in a form, searches that somebody saved, and what a leader wrote to all members of a community."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from convene.core.saved.letters import stop_address
from convene.core.saved.models import Search
from convene.features.messages.models import GroupMessage

if TYPE_CHECKING:
    from convene.core.people.models import User

    from .moderated import Asked
    from .world import World

SAVED = ("saved:search", "saved:pause", "saved:resume", "saved:delete")
WRITTEN = (
    "drafts:keep", "drafts:discard", "messages:group", "messages:report_group", "messages:to_members", "saved:list",
    "saved:new", "saved:stop", *SAVED,
)  # fmt: skip


def save_searches(world: World, person: User, only: frozenset[str]) -> None:
    """Two, of which one is paused."""
    for paused_at in (None, timezone.now()):
        words, name = (world.secret(f"{what} of a saved search", only) for what in ("words", "name"))
        Search.objects.create(person=person, page="search", said={"text": words}, name=name, paused_at=paused_at)


def written(world: World, name: str) -> Iterator[Asked]:
    """Keeping a draft; reading the message, reporting it, and writing another in every community."""
    if name.startswith("saved:"):
        yield from _saved(name)
        return
    if name.startswith("drafts:"):
        yield reverse(name, args=["a.b"]), frozenset(), {"body": "New"}
        return
    if name != "messages:to_members":
        yield reverse(name, args=[GroupMessage.objects.order_by("pk")[0].pk]), frozenset(), {"reason": "New"}
        return
    for place in world.places:
        states = frozenset({place.community.visibility, place.community.state})
        yield reverse(name, args=[place.slug]), states, {"body": "New"}


def _saved(name: str) -> Iterator[Asked]:
    """The author has two, of which one is paused; a link in a mail stops both."""
    mine = list(Search.objects.order_by("pk"))
    if name in SAVED:
        one = mine[name == "saved:resume"]
        yield reverse(name, args=[one.pk]), frozenset(), {"name": "New", "mail": "weekly"}
    elif name == "saved:stop":
        path = stop_address([one.pk for one in mine]).partition("/saved/")[2]
        yield f"/saved/{path}", frozenset(), {}
        yield reverse(name, args=["forged:token"]), frozenset({"forged"}), {}
    elif name == "saved:new":
        yield f"{reverse(name)}?on=search&q=New", frozenset(), {"name": "New", "mail": "daily"}
    else:
        yield reverse(name), frozenset({"list"}), {}
