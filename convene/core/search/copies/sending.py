"""Bring the copy into step, row by row, each until the server has said that it has it.

When everything has been written anew, a new copy is made of all rows, beside the one that is asked; what changes
meanwhile goes to both. Once nothing waits, the new one takes the name of the other, which is gone from then on.
What there is to do stands in the database: killed, it goes on where it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F, QuerySet

from ....lib.opensearch.faults import Away, Gone
from ..engines import Row
from ..engines.opensearch import INDEX, changes
from ..kinds import kinds
from ..models import Doc, Progress, Unsent
from ..writing import row_of
from . import server

if TYPE_CHECKING:
    from ....lib.opensearch.server import Server

AT_ONCE = 250  # rows
REFUSALS = 5  # after so many a row is left as it is until it changes
_ALL = (
    "INSERT INTO search_unsent (doc, is_changed, refusals)"
    " SELECT id, CAST(0 AS boolean), 0 FROM search_doc ORDER BY id DESC"
)


def send() -> int:
    """Do the next thing; returns how many rows were done with, 1 for something else, 0 for nothing. Raises Away."""
    there = server()
    progress = Progress.objects.first()
    if progress is None:
        return 0
    wanted = f"{there.place}-{progress.round}"
    if not progress.kind and wanted not in (progress.copied, progress.copying):
        return _begin(there, progress, wanted)
    if not (progress.copied or progress.copying):
        return 0
    changed, others = waiting().filter(is_changed=True), waiting().filter(is_changed=False)
    try:
        if some := list(changed[:AT_ONCE]):
            return _send(there, _targets(there, progress), some)
        if some := list(others[:AT_ONCE]):
            return _send(there, [_begun(there)], some)
        return _switch(there, progress) if progress.copying else 0
    except Gone:
        return _look(there, progress)


def waiting() -> QuerySet[Unsent]:
    """What the server has not taken in, in the order in which it is sent."""
    return Unsent.objects.filter(refusals__lt=REFUSALS).order_by("pk")


def _begun(there: Server) -> str:
    return f"{there.name}-next"


def _targets(there: Server, progress: Progress) -> list[str]:
    return [there.name] * bool(progress.copied) + [_begun(there)] * bool(progress.copying)


def _index(name: str) -> str:
    """`search:9200/convene-3` is the index `convene-3`."""
    return name.rpartition("/")[2]


def _begin(there: Server, progress: Progress, wanted: str) -> int:
    there.make(_index(wanted), _begun(there), INDEX)
    with transaction.atomic():
        Unsent.objects.filter(is_changed=False).delete()
        Unsent.objects.update(refusals=0)
        with connection.cursor() as cursor:
            cursor.execute(_ALL)
        Progress.objects.filter(pk=progress.pk).update(copying=wanted)
    return 1


def _send(there: Server, targets: list[str], some: list[Unsent]) -> int:
    versions = {one.doc: one.pk for one in some}
    written = changes(targets, versions, _rows(list(versions)))
    answers = there.write([line for _doc, lines in written for line in lines], is_awaited=some[0].is_changed)
    if len(answers) != len(written):
        raise Away(f"it was sent {len(written)} changes and speaks of {len(answers)}")
    told = [(doc, answer) for (doc, _lines), answer in zip(written, answers, strict=True)]
    missed = {doc for doc, answer in told if not answer.is_done}
    refused = {doc for doc, answer in told if answer.is_refused}
    Unsent.objects.filter(pk__in=[one.pk for one in some if one.doc not in missed]).delete()
    Unsent.objects.filter(pk__in=[one.pk for one in some if one.doc in refused]).update(refusals=F("refusals") + 1)
    if missed:
        raise Away(next(answer.said for _doc, answer in told if not answer.is_done))
    return len(some)


def _switch(there: Server, progress: Progress) -> int:
    there.switch(_index(progress.copying), _begun(there))
    Progress.objects.filter(pk=progress.pk, copying=progress.copying).update(copied=progress.copying, copying="")
    return 1


def _look(there: Server, progress: Progress) -> int:
    """Something is not at the server that should be: see what there is, and begin anew where it has gone."""
    bear = {alias: index for index, aliases in there.indexes().items() for alias in aliases}
    now = {"copied": progress.copied, "copying": progress.copying}
    if progress.copying and bear.get(there.name) == _index(progress.copying):  # stopped in the middle of a switch
        now = {"copied": progress.copying, "copying": ""}
    for field, alias in (("copied", there.name), ("copying", _begun(there))):
        if now[field] and bear.get(alias) != _index(now[field]):
            now[field] = ""
    if now == {"copied": progress.copied, "copying": progress.copying}:
        raise Away("it says that something is not there that is there")
    Progress.objects.filter(pk=progress.pk).update(**now)
    return 1


def _rows(docs: list[int]) -> dict[int, Row]:
    """These rows of the index as they read now, those of them that are there."""
    places: dict[str, dict[tuple[int, int], int]] = {}
    for pk, kind, obj, part in Doc.objects.filter(pk__in=docs).values_list("pk", "kind", "obj", "part"):
        places.setdefault(kind, {})[obj, part] = pk
    known, rows = kinds(), {}
    for key, parts in places.items():
        for text in known[key].texts(sorted({obj for obj, _part in parts})) if key in known else ():
            if number := parts.get((text.obj, text.part)):
                rows[number] = row_of(key, text, 0)._replace(id=number)
    return rows
