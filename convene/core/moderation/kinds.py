"""What a feature tells moderation of the things that people write in it.

Moderation knows no feature, because those lie above it. Each that publishes what people write names, in the setting
`MODERATED`, an object that answers for it:

    MODERATED = {"discussions.post": "convene.features.discussions.moderated.POSTS"}

and before it publishes, its actions ask `look(actor, Submission(…))`: None goes on, an `Item` waits for a moderator.
A thing and the wish to publish it share one key, so that whatever happens to either stands in one place.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from ...lib.text import Cooked
    from ..communities.models import Community
    from ..people.models import Actor, User
    from .models import Item


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody is about to publish."""

    kind: str
    key: uuid.UUID
    community: Community
    title: str
    body: str
    text: Cooked
    place: str  # what it would stand in, as notifications name it: "discussions.topic:12"
    address: str  # of that place
    values: dict[str, Any] = field(default_factory=dict)  # what the kind needs to publish it, beside title and body
    changes: uuid.UUID | None = None  # the key of what it changes, when that stands already


@dataclass(frozen=True, slots=True)
class Thing:
    """Something published, as it stands."""

    kind: str
    key: uuid.UUID
    author: User | None
    community: Community
    title: str
    body: str
    html: str
    address: str
    files: Sequence[str] = ()  # keys
    also: Sequence[Community] = ()  # other communities where it is read


@dataclass(frozen=True, slots=True)
class Activity:
    """What a person has done in a feature: things published in all and since a time, things read."""

    published: int = 0
    lately: int = 0
    read: int = 0


class Kind(Protocol):
    """Answers for one kind of thing. Before it writes, an action of moderation has asked whether it may."""

    word: Promise  # "post"
    stays_nameless: bool  # whether it stands when its author leaves and wants to be named no more

    def find(self, actor: Actor, pk: int) -> Thing | None:
        """The thing, if `actor` may see it."""

    def is_published(self, key: uuid.UUID) -> bool:
        """Whether a thing with this key stands already."""

    def publish(self, item: Item) -> str:
        """Do what the author of an approved item wished, as the author; its address, or Refusal where it cannot be."""

    def cook(self, body: str) -> Cooked:
        """The text as it would be published; raises Refusal where it cannot be."""

    def reword(self, actor: User, item: Item, body: str) -> None:
        """Change the words of a published thing, as a moderator."""

    def hide(self, actor: User | None, key: uuid.UUID) -> bool:
        """Take the thing down, `actor` being nobody when it is for enough reports; whether it stood until now."""

    def restore(self, actor: User, key: uuid.UUID) -> bool:
        """Bring the thing back; whether it was down until now."""

    def shown_by(self, person: User, community: Community | None, most: int) -> list[uuid.UUID]:
        """Keys of what the person published and still stands, in one community or everywhere; so many at most."""

    def count_shown(self, person: User, community: Community | None) -> int:
        """How many of them there are."""

    def activity(self, person: User, since: datetime) -> Activity:
        """How much the person has published and read."""


@cache
def _named(path: str) -> Kind:
    kind: Kind = import_string(path)
    return kind


def kind_of(name: str) -> Kind | None:
    """What answers for things of that name."""
    path = settings.MODERATED.get(name)
    return _named(path) if path else None


def the_kind(name: str) -> Kind:
    """The same for a name that moderation itself has kept."""
    return _named(settings.MODERATED[name])


def kinds() -> list[Kind]:
    """All of them."""
    return [_named(path) for path in settings.MODERATED.values()]
