"""Work for later: read what a file says, and draw its first page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django_tasks import task

from ...lib.documents import reading
from ..ledger.actions import record
from . import shelf, texts
from .models import File, Page, rendition_place


@task(priority=-20)
def read_file(pk: int) -> str:
    """Keep the text of a file page by page, and its first page as a picture; returns how far it was read."""
    file = File.objects.filter(pk=pk).first()
    kind = texts.kind_of_text(file.name) if file else None
    if file is None or kind is None:
        return ""
    with TemporaryDirectory(prefix="convene-reading-") as room:
        try:
            with shelf.copied(str(file.content.name), Path(room)) as given:
                read = reading.read(kind, given, Path(room))
                drawn = reading.draw(given, Path(room)) if file.content_type == texts.DRAWN else {}
        except FileNotFoundError:
            return ""
        places = {width: rendition_place(file, width) for width in drawn}
        for width, path in drawn.items():
            shelf.drop([places[width]])  # what an earlier attempt left
            shelf.put(places[width], path)
    if not _keep(pk, read, places):
        shelf.drop(places.values())
    return read.state


@transaction.atomic
def _keep(pk: int, read: reading.Read, places: dict[str, str]) -> bool:
    """Write down what was read, unless the file is gone meanwhile; the search follows the line of the ledger."""
    file = File.objects.select_for_update().filter(pk=pk).first()
    if file is None:
        return False
    Page.objects.filter(file=file).delete()
    Page.objects.bulk_create(_pages(file, read), batch_size=200)
    file.reading, file.page_count, file.renditions = read.state, read.count, file.renditions | places
    file.save(update_fields=["reading", "page_count", "renditions"])
    record(None, "files.read", file, facts={"state": read.state, "pages": len(read.pages)})
    return True


def _pages(file: File, read: reading.Read) -> Iterable[Page]:
    named = zip_longest(read.pages, read.names, fillvalue="")
    return (Page(file=file, number=n, name=name, text=text) for n, (text, name) in enumerate(named, start=1) if text)
