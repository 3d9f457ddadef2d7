"""The number of the ledger's last line, once it is certain: what was read at one head looks the same until the next.

Lines get their numbers before their transactions commit, so on PostgreSQL a line may appear below one that is there
already. A head is therefore given only after a moment in which nobody was writing in the ledger: every line up to it
has then come or never will.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection

Read = TypeVar("Read")

# The moment stands beside the number because a site may be brought back from a copy, and numbers are then given again
NEWEST = "SELECT id, at FROM ledger_entry ORDER BY id DESC LIMIT 1"
WRITERS = (
    "SELECT 1 FROM pg_locks WHERE relation = 'ledger_entry'::regclass AND mode = 'RowExclusiveLock'"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) LIMIT 1"
)
OTHER_WRITERS = WRITERS.replace(" LIMIT", " AND pid <> pg_backend_pid() LIMIT")


def head() -> str:
    """What is read from now on is at least as new as this; "" while it is uncertain, and inside a transaction."""
    if connection.in_atomic_block:
        return ""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        newest = str(cursor.fetchone() or "")
        if connection.vendor == "postgresql" and newest != _CERTAIN.head:
            cursor.execute(WRITERS)
            if cursor.fetchone():
                return ""
            _CERTAIN.head = newest
    return newest


def certain_line() -> int | None:
    """The number of the last line, when no line below it can come any more; None when that cannot be told now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM ledger_entry")
        newest: int = cursor.fetchone()[0]
        if connection.vendor == "postgresql":
            cursor.execute(OTHER_WRITERS)
            if cursor.fetchone():
                return None
    return newest


class _Certain:
    """The last head that was found to be certain; it remains so."""

    head = ""


_CERTAIN = _Certain()


class UntilNext(Generic[Read]):
    """What `read(*key)` gives, kept in this process until the next line: for what all readers share.

    Call it with a head and the key; with "" for a head it is read anew.
    """

    def __init__(self, read: Callable[..., Read], most: int = 128) -> None:
        self.read = read
        self.kept = lru_cache(maxsize=most)(lambda _head, *key: read(*key))

    def __call__(self, now: str, *key: Any) -> Read:
        return self.kept(now, *key) if now else self.read(*key)
