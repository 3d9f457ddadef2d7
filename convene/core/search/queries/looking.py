"""Ask the index, and keep of what it gives only what the reader may see at this moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..copies import finder
from ..engines import Match
from ..kinds import Seen, kinds

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked
    from ..reader import Reader
    from .wishes import Wish

CAP = 200  # rows that are compared
FEW = 100  # of the newest, where more fit; those with everything in their title come first, as many


@dataclass(slots=True)
class Thread:
    """One result: a thing, by the row of it that fits best."""

    kind: str
    seen: Seen
    obj: int
    at: int  # its number, which is its time
    authors: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, in the order of the page."""

    asked: Asked
    threads: list[Thread]
    is_more: bool  # than were looked at


def look(reader: Reader, wish: Wish, asked: Asked) -> Looked:
    """Everything that fits, as far as the reader may see it; a query for the words, and one for each kind."""
    where, full_text = wish.where(reader), finder()
    if wish.newest:
        rows = full_text.match(asked, where, CAP + 1)
        return Looked(asked, threads_of(reader, wish, rows[:CAP]), len(rows) > CAP)
    rows, is_more = full_text.best(asked, where, CAP, FEW)
    if is_more:
        rows = list(dict.fromkeys([*full_text.match(asked, where, FEW, in_titles=True), *rows]))
    return Looked(asked, threads_of(reader, wish, rows), is_more)


def threads_of(reader: Reader, wish: Wish, rows: Sequence[Match]) -> list[Thread]:
    """What these rows stand for, as far as the reader may see it now and it is what was wished for."""
    seen = seen_among(reader, rows)
    has_filters = wish.is_filtered
    threads: dict[tuple[str, int], Thread] = {}
    for number, kind, obj, _part in rows:
        there = seen[kind].get(obj)
        if there is None or (has_filters and not _fits(there, wish)):
            continue
        thread = threads.get((kind, there.thread))
        if thread is None:
            thread = threads[kind, there.thread] = Thread(kind, there, obj, number)
        if there.author is not None:
            thread.authors.add(there.author)
    return list(threads.values())


def seen_among(reader: Reader, rows: Sequence[Match]) -> dict[str, dict[int, Seen]]:
    """What the reader may see of these rows now, by kind. A query for each kind."""
    by_kind: dict[str, list[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, []).append(row.obj)
    known = kinds()
    seen = {key: known[key].seen(reader, objs) for key, objs in by_kind.items() if key in known}
    seen |= {key: {} for key in by_kind if key not in known}
    for key in seen.keys() & reader.reworded.keys():
        seen[key] = {obj: there for obj, there in seen[key].items() if obj not in reader.reworded[key]}
    return seen


def _fits(seen: Seen, wish: Wish) -> bool:
    """Whether the thing, as it stands now, is what was wished for: the index may be a second behind."""
    return (wish.author is None or seen.author == wish.author) and (wish.state is None or seen.state == wish.state)
