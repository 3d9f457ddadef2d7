"""How much of a SQLite file a process keeps in memory."""

from __future__ import annotations

from django.db import connection

FEW = 8_192  # kibibytes


def keep_few_pages() -> None:
    """For work that touches each page once or twice: the pages of a large site would only fill memory."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size=-{FEW}")
