"""A page of results: found, or nearly found, each with why it fits and where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ....lib.finding.asking import Asked, read
from ....lib.finding.marking import Marker
from ....lib.finding.words import folded, split
from ....lib.ui.marked import marked
from ..kinds import Found, Seen, kinds
from ..vocabulary import mended
from .facets import Facets, facets
from .looking import Looked, Thread, look
from .meaning import close, joined

if TYPE_CHECKING:
    from markupsafe import Markup

    from ..reader import Reader
    from .wishes import Wish

PAGE = 20
FEW = 3  # results, below which another spelling is offered
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Result:
    """A thing that was found."""

    kind: str
    found: Found
    seen: Seen
    title: Markup
    snippet: Markup
    is_close: bool = False  # in meaning alone


@dataclass(frozen=True, slots=True)
class Results:
    """What a page says."""

    asked: Asked
    rows: list[Result]
    total: int = 0
    is_more: bool = False  # than `total`
    facets: Facets | None = None
    meant: str = ""  # another spelling, in which something was found
    is_mended: bool = False  # and whose results are shown
    is_loose: bool = False  # all words but one

    @property
    def last(self) -> int:
        """The last page."""
        return max(1, -(-self.total // PAGE))


def search(reader: Reader, wish: Wish) -> Results:
    """Look for what was typed; where nothing fits, for what was probably meant, then for all words but one."""
    asked = read(wish.text)
    if not asked:
        return Results(asked, [])
    looked = look(reader, wish, asked)
    meant, is_mended, is_loose = "", False, False
    if len(looked.threads) < FEW:
        meant, other = _mended(reader, wish, asked)
        if other and not looked.threads:
            looked, is_mended = other, True
        elif other and len(other.threads) <= len(looked.threads):
            meant = ""
    if not looked.threads and asked.looser:
        looked = look(reader, wish, asked.looser)
        is_loose = bool(looked.threads)
    near = close(reader, wish, looked)
    by_words = looked.threads if near else None
    threads = joined(looked.threads, near, is_loose=is_loose) if near else looked.threads
    start = (wish.page - 1) * PAGE
    rows = shown(reader, looked.asked, threads[start : start + PAGE], by_words)
    names = {row.seen.author: row.found.author for row in rows if row.seen.author and row.found.author}
    filters = facets(reader, wish, threads, looked.is_more, names)
    return Results(asked, rows, len(threads), looked.is_more, filters, meant, is_mended, is_loose)


def _mended(reader: Reader, wish: Wish, asked: Asked) -> tuple[str, Looked | None]:
    """The text in the spelling that was probably meant, where the reader finds something by that."""
    words = {word for term in asked.terms for word in split(term.typed)}
    better = mended(words)
    if not better:
        return "", None
    text = _WORDS.sub(lambda found: better.get(folded(found[0]), found[0]), asked.text)
    looked = look(reader, wish, read(text))
    return (text, looked) if looked.threads else ("", None)


def shown(
    reader: Reader, asked: Asked, threads: list[Thread], by_words: list[Thread] | None = None
) -> list[Result]:
    """What to say of each of these. A query for each kind."""
    by_kind: dict[str, list[int]] = {}
    for thread in threads:
        by_kind.setdefault(thread.kind, []).append(thread.obj)
    known, marker = kinds(), Marker(asked.terms)
    found = {key: known[key].found(reader, objs) for key, objs in by_kind.items()}
    rows = []
    for thread in threads:
        one = found[thread.kind].get(thread.obj)
        if one is not None:  # it may have gone since
            one = _at_best(one, marker)
            title, snippet = marked(marker.pieces(one.title)), marked(marker.snippet(one.text))
            is_close = by_words is not None and thread not in by_words
            rows.append(Result(thread.kind, one, thread.seen, title, snippet, is_close))
    return rows


def _at_best(found: Found, marker: Marker) -> Found:
    """The result at the part of it that holds most of what was looked for."""
    if not found.parts:
        return found
    best = max(found.parts, key=lambda part: marker.worth(part.text))
    if not marker.worth(best.text):  # its name fits, or what it hangs on
        return replace(found, text=found.parts[0].text)
    return replace(found, text=best.text, place=best.place, place_address=best.address)
