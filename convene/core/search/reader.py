"""Who looks for something, in which communities they may read, and what the index still has in its old words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ...lib.database.prepared import Prepared
from ..communities.models import Community
from ..communities.rules import readable_among
from ..ledger.models import Entry
from .kinds import EVERYBODY, MEMBERS, Line, kinds
from .models import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..people.models import Actor

AHEAD = 500  # lines of the ledger that the index has not come to, the newest


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
    reworded: Mapping[str, set[int]]  # things of each kind that are not to be found until the index has come to them

    @property
    def scopes(self) -> list[int] | None:
        """What the index may be asked about; None is everything."""
        if self.actor.is_authenticated and self.actor.is_staff:
            return None
        return [EVERYBODY, *([MEMBERS] if self.actor.is_authenticated else ()), *self.places]


def reader_of(actor: Actor) -> Reader:
    """The reader. Two queries for the viewer of a page."""
    rows = _ALL()
    known = readable_among(actor, {row[0]: row[4] for row in rows})
    return Reader(actor, {row[0]: Place(*row[:4]) for row in rows if row[0] in known}, _reworded())


def _reworded() -> dict[str, set[int]]:
    """What was said otherwise a moment ago, so that nobody learns by a search which words it had."""
    lines = [Line(*row) for row in _AHEAD()]
    return {
        key: kind.touched(those)
        for key, kind in (kinds().items() if lines else ())
        if (those := [line for line in lines if line.verb in kind.rewords])
    }


_ALL = Prepared(
    lambda: Community.objects.order_by("order", "name").values_list("pk", "slug", "name", "short_name", "visibility")
)
_AHEAD = Prepared(
    lambda: Entry.objects.filter(pk__gt=Progress.objects.order_by().values("place")[:1]).order_by("-pk").values_list(
        "pk", "verb", "subject_kind", "subject_id", "community_id", "facts"
    )[:AHEAD]
)  # fmt: skip
