"""What tests of the copy at a server share."""

from __future__ import annotations

from convene.core.search.copies import sending
from convene.core.search.engines.opensearch import document
from convene.core.search.following import Index
from convene.core.search.models import Doc, Unsent
from convene.core.search.queries import Wish, search
from convene.core.search.reader import reader_of

ANSWERS = {
    "503": (503, b'{"error": {"type": "cluster_block_exception", "reason": "SERVICE_UNAVAILABLE", "root_cause": [{"reason": "x"}]}, "status": 503}'),
    "429": (429, b'{"error": {"type": "opensearch_rejected_execution_exception", "reason": "queue full", "root_cause": []}, "status": 429}'),
    "401": (401, b"Unauthorized"),
    "a page": (200, b"<!doctype html><title>Welcome</title>"),
    "nothing": (200, b""),
    "something else": (200, b'{"took": 3, "errors": false}'),
    "a list": (200, b"[1, 2]"),
    "wrong hits": (200, b'{"timed_out": false, "hits": {"hits": [{"_id": "x", "_source": null}]}, "items": [{"index": {"status": "well"}}]}'),
    "half": (200, b'{"timed_out": false, "hits": {"hi'),
}  # fmt: skip


def finds(actor, text: str) -> list[str]:
    return [row.found.title for row in search(reader_of(actor), Wish(text)).rows]


def follow() -> None:
    """What the worker does without the server."""
    index = Index()
    while index.follow() + index.rewrite():
        pass


def is_whole(book) -> bool:
    """Whether the copy has what the database has, and nothing else is there."""
    (index,) = book.indexes.values()
    assert index.aliases == {"book"}
    assert not Unsent.objects.exists()
    rows = sending._rows(list(Doc.objects.values_list("pk", flat=True)))
    there = {key: one for key, one in index.docs.items() if one != {"number": int(key)}}
    return there == {str(pk): document(row) for pk, row in rows.items()}


def searches(book) -> int:
    return sum("_search" in path for _method, path in book.met)


