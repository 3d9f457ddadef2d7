"""Who looks for something, and in which communities they may read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ...lib.database.prepared import Prepared
from ..communities.models import Community
from ..communities.rules import readable_among
from .kinds.base import EVERYBODY, MEMBERS

if TYPE_CHECKING:
    from ..people.models import Actor


class Place(NamedTuple):
    """A community whose discussions the reader may read."""

    pk: int
    slug: str
    name: str
    short_name: str

    def __str__(self) -> str:
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, or nobody, with the places that they may read."""

    actor: Actor
    places: dict[int, Place]

    @property
    def scopes(self) -> list[int] | None:
        """What the index may be asked about; None is everything."""
        if self.actor.is_authenticated and self.actor.is_staff:
            return None
        return [EVERYBODY, *([MEMBERS] if self.actor.is_authenticated else ()), *self.places]


def reader_of(actor: Actor) -> Reader:
    """The reader. One query for the viewer of a page."""
    rows = _ALL()
    known = readable_among(actor, {row[0]: row[4] for row in rows})
    return Reader(actor, {row[0]: Place(*row[:4]) for row in rows if row[0] in known})


_ALL = Prepared(
    lambda: Community.objects.order_by("order", "name").values_list("pk", "slug", "name", "short_name", "visibility")
)
