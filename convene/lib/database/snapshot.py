"""Look at a database as it is at one moment, for as long as it takes, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """What is read inside does not change. In WAL mode and on PostgreSQL nobody waits for it."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    connection.close()
    connection.connect()
    is_postgres = connection.vendor == "postgresql"
    if not is_postgres:
        connection.transaction_mode = "DEFERRED"  # ours are IMMEDIATE: they would hold up whoever writes
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                if is_postgres:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT COUNT(*) FROM django_migrations")  # from here on
            yield
    finally:
        connection.close()
