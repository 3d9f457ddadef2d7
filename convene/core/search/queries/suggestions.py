"""What one may be about to look for, while typing: titles and names that begin so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....lib.finding.asking import read
from ..copies import finder
from ..kinds import kinds
from .looking import threads_of
from .wishes import Wish

if TYPE_CHECKING:
    from ..reader import Reader

LOOKED_AT = 80
SHOWN = 8


def suggestions(reader: Reader, text: str) -> list[dict[str, Any]]:
    """[{title, url, kind, note}], the newest first, and people and communities before discussions."""
    asked = read(text, while_typing=True)
    if not asked:
        return []
    wish = Wish(text)
    rows = finder().match(asked, wish.where(reader), LOOKED_AT, in_titles=True)
    order = {key: place for place, key in enumerate(reversed(kinds()))}
    threads = sorted(threads_of(reader, wish, rows), key=lambda thread: order[thread.kind])
    few = [thread for kind in order for thread in [one for one in threads if one.kind == kind][: SHOWN // 2]]
    few = (few + [thread for thread in threads if thread not in few])[:SHOWN]
    shown = []
    for key, kind in kinds().items():
        found = kind.found(reader, [thread.obj for thread in few if thread.kind == key])
        shown += [
            {"title": one.title, "url": one.address, "kind": str(kind.one), "note": one.place or one.note}
            for one in found.values()
        ]
    return shown
