"""What is being written in a form, and what a leader wrote to all members of a community."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.urls import reverse

from convene.features.messages.models import GroupMessage

if TYPE_CHECKING:
    from .moderated import Asked
    from .world import World

WRITTEN = ("drafts:keep", "drafts:discard", "messages:group", "messages:report_group", "messages:to_members")


def written(world: World, name: str) -> Iterator[Asked]:
    """Keeping a draft; reading the message, reporting it, and writing another in every community."""
    if name.startswith("drafts:"):
        yield reverse(name, args=["a.b"]), frozenset(), {"body": "New"}
        return
    if name != "messages:to_members":
        yield reverse(name, args=[GroupMessage.objects.order_by("pk")[0].pk]), frozenset(), {"reason": "New"}
        return
    for place in world.places:
        states = frozenset({place.community.visibility, place.community.state})
        yield reverse(name, args=[place.slug]), states, {"body": "New"}
