"""A copy of the index at a server of OpenSearch, where one is named: written after the database, asked before it.

The database has everything, with its words, so that nothing is lost and somebody answers whatever the server does.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.module_loading import import_string

from ....lib.opensearch import is_there
from ....lib.opensearch.place import place
from ..engines import Finder, engine
from ..models import Progress, Unsent

if TYPE_CHECKING:
    from ....lib.opensearch.server import Server


def is_on() -> bool:
    """Whether there is a server to be written to."""
    return bool(settings.SEARCH_URL) and is_there()


def server() -> Server:
    """The server; only where it is on."""
    return _server(settings.SEARCH_URL)


@cache
def _server(url: str) -> Server:
    return cast("Server", import_string("convene.lib.opensearch.server.Server")(place(url)))


def finder() -> Finder:
    """Who is asked for rows."""
    if not is_on():
        return engine()
    return cast("Finder", import_string("convene.core.search.copies.asking.COPY"))


def note(docs: Collection[int]) -> None:
    """Have the copies of these rows brought into step; in the transaction in which the rows are written."""
    if docs and is_on():
        Unsent.objects.bulk_create([Unsent(doc=doc, is_changed=True) for doc in sorted(docs)])


def settle() -> None:
    """Forget copies that are not written to any more, before anything is written that they would miss."""
    progress = Progress.objects.first()
    if progress is None:
        return
    here = f"{server().place}-" if is_on() else None
    known = {field: name for field in ("copied", "copying") if (name := getattr(progress, field))}
    if strange := {field: "" for field, name in known.items() if here is None or not name.startswith(here)}:
        Progress.objects.filter(pk=progress.pk).update(**strange)
    if known.keys() == strange.keys():
        Unsent.objects.all().delete()
