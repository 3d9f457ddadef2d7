"""What fits a search and may be seen by whoever saved it, at this moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from ...lib.database.prepared import Numbers, listed
from ...lib.finding.asking import read
from ..search.models import Doc
from ..search.queries import Result, Thread, shown, threads_of
from .pages import pages

if TYPE_CHECKING:
    from ..search.engines import Match
    from ..search.reader import Reader
    from .models import Find, Search


def docs_of(things: Iterable[tuple[str, int]]) -> list[Doc]:
    """The rows of the index that stand for these (kind, thing). A query for each kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, obj in things:
        by_kind.setdefault(kind, set()).add(obj)
    return [
        doc for kind, objs in by_kind.items()
        for doc in Doc.objects.filter(kind=kind, obj__in=Numbers(listed(objs))).order_by("pk")
    ]  # fmt: skip


def threads_for(
    reader: Reader, search: Search, docs: Sequence[Doc], matches: Sequence[Match] | None = None
) -> list[Thread]:
    """What the reader may see of the rows that fit; by the rows that they may read, and never their own."""
    page, scopes = pages().get(search.page), reader.scopes
    if page is None:
        return []
    may = {
        doc.pk for doc in docs
        if (scopes is None or doc.scope in scopes) and (doc.author is None or doc.author != search.person_id)
    }  # fmt: skip
    fits = page.fitting(search.said, docs) if matches is None else matches
    return threads_of(reader, page.wish(search.said), [match for match in fits if match.id in may])


def results_for(reader: Reader, search: Search, finds: Collection[Find]) -> list[tuple[Find, Result]]:
    """Of what was found before, what still fits and may still be seen, in the order in which it is given."""
    docs = docs_of((find.kind, find.obj) for find in finds)
    threads = threads_for(reader, search, docs) if docs else []
    asked = read(search.said.get("text", ""))
    there = {(thread.kind, thread.obj): thread for thread in threads}
    some = [thread for find in finds if (thread := there.get((find.kind, find.obj)))]
    said = {(one.kind, one.seen.thread): one for one in shown(reader, asked, some)}
    return [
        (find, one) for find in finds
        if (thread := there.get((find.kind, find.obj))) and (one := said.get((thread.kind, thread.seen.thread)))
    ]  # fmt: skip
