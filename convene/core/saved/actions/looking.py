"""See whether what is new fits what people saved. Time alone does this.

The index follows the ledger, and this follows the index: the things that a line touched are asked once for each
different search, whoever saved it. How far that came is written together with what was found, so that a worker that
dies in the middle has done nothing, and two that look at the same lines find it once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from ....lib.database.prepared import Numbers, listed
from ...ledger.actions import record
from ...ledger.models import Entry
from ...notifications.actions import notify
from ...people.models import User
from ...search.engines import number_of
from ...search.kinds import Line, kinds
from ...search.models import Doc, Progress
from ...search.reader import Reader, reader_of
from ..fitting import docs_of, threads_for
from ..models import Find, Reached, Search
from ..pages import pages
from ..times import due_at

if TYPE_CHECKING:
    from ...search.engines import Match
    from ...search.queries import Thread

LINES = 500  # that are looked at together
DOCS = 500  # that one query is asked about


def look() -> int:
    """Look at what came into the index since the last time; safe to run twice. Returns how many lines were read."""
    progress = Progress.objects.first()
    if progress is None or progress.kind:  # while everything is written anew, not all of it may be there
        return 0
    reached, _is_new = Reached.objects.get_or_create(pk=1, defaults={"line": progress.place})
    fields = ("pk", "verb", "subject_kind", "subject_id", "community_id", "facts")
    rows = Entry.objects.filter(pk__gt=reached.line, pk__lte=progress.place).order_by("pk")
    lines = [Line(*row) for row in rows.values_list(*fields)[:LINES]]
    if lines:
        found = _found(_docs(lines))
        _keep(reached.line, lines[-1].pk, found)
    return len(lines)


def _docs(lines: Sequence[Line]) -> list[Doc]:
    """What of the index these lines may have brought, as far as it is newer than the oldest search."""
    oldest = Search.objects.at_work().aggregate(at=Min("since"))["at"]
    if oldest is None:
        return []
    touched = ((key, obj) for key, kind in kinds().items() for obj in kind.touched(lines))
    return [doc for doc in docs_of(touched) if doc.pk >= number_of(oldest)]


def _found(docs: Sequence[Doc]) -> list[tuple[Search, list[Thread]]]:
    """The searches for which something is new, each with what its owner may see of it."""
    same: dict[tuple[str, str], list[Search]] = defaultdict(list)
    for search in Search.objects.at_work().order_by("pk").iterator() if docs else ():
        same[search.page, repr(sorted(search.said.items()))].append(search)
    fitting = [(searches, fits) for searches in same.values() if (fits := _fitting(searches[0], docs))]
    people = User.objects.in_bulk({search.person_id for searches, _fits in fitting for search in searches})
    readers: dict[int, Reader] = {}
    found = []
    for searches, fits in fitting:
        for search in searches:
            fresh = [doc for doc in docs if doc.pk >= number_of(search.since)]
            if search.person_id not in readers:
                readers[search.person_id] = reader_of(people[search.person_id])
            if threads := threads_for(readers[search.person_id], search, fresh, fits):
                found.append((search, threads))
    return found


def _fitting(search: Search, docs: Sequence[Doc]) -> list[Match]:
    page = pages().get(search.page)
    some = (docs[at : at + DOCS] for at in range(0, len(docs), DOCS))
    return [match for part in some for match in page.fitting(search.said, part)] if page else []


@transaction.atomic
def _keep(before: int, now: int, found: Iterable[tuple[Search, list[Thread]]]) -> None:
    """Note what was found, and that these lines were read; nothing where another worker has read them meanwhile."""
    if not Reached.objects.filter(pk=1, line=before).update(line=now):
        return
    told = {search.pk: threads for search, threads in found}
    here = Search.objects.at_work().filter(pk__in=Numbers(listed(told))).select_related("person")
    for search in here.select_for_update(of=("self",)).order_by("pk"):
        _tell(search, told[search.pk])


def _tell(search: Search, threads: Sequence[Thread]) -> None:
    """Each thing once."""
    known = set(search.finds.filter(thread__in=[one.seen.thread for one in threads]).values_list("kind", "thread"))
    new = [one for one in reversed(threads) if (one.kind, one.seen.thread) not in known]
    if not new:
        return
    now = timezone.now()
    due = due_at(search, search.person, now)
    Find.objects.bulk_create(
        Find(search=search, kind=one.kind, thread=one.seen.thread, obj=one.obj, at=now, due_at=due) for one in new
    )
    entry = record(None, "saved.found", search, facts={"things": len(new)})
    notify(entry, [search.person], reason="saved", group=search.group)
