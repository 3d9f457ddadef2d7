"""What to begin with: what one looked for before, and what many look for that the reader would find as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....lib.finding.asking import read
from ..engines import engine
from ..models import Past, Popular, Unkept
from .looking import seen_among
from .wishes import Wish

if TYPE_CHECKING:
    from ...people.models import Actor
    from ..reader import Reader

RECENT, OFTEN = 8, 6
LOOKED_AT = 8  # of what many look for
ROWS = 10  # of each, the newest, of which the reader has to see one


def recent(actor: Actor) -> list[str]:
    """What they looked for last. One query, none for visitors."""
    mine = Past.objects.filter(person=actor.pk).order_by("-at") if actor.is_authenticated else Past.objects.none()
    return list(mine.values_list("words", flat=True)[:RECENT])


def keeps(actor: Actor) -> bool:
    """Whether what they look for is kept."""
    return actor.is_authenticated and not Unkept.objects.filter(person=actor.pk).exists()


def often(reader: Reader) -> list[str]:
    """What many look for and this reader finds. A query for each, and one for each kind of thing found."""
    found = {}
    for words in Popular.objects.order_by("-people", "pk").values_list("words", flat=True)[:LOOKED_AT]:
        found[words] = engine().match(read(words), Wish(words).where(reader), ROWS)
    seen = seen_among(reader, [row for rows in found.values() for row in rows])
    return [words for words, rows in found.items() if any(row.obj in seen[row.kind] for row in rows)][:OFTEN]
