"""LISTEN and NOTIFY: PostgreSQL itself delivers at the commit."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from django.db import connection

CHANNEL = "convene_live"


def send(texts: list[str]) -> None:
    """Send with the transaction that is open. One query."""
    with connection.cursor() as cursor:
        if len(texts) == 1:  # a list is dear to write
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, *texts])
        else:
            cursor.execute("SELECT pg_notify(%s, text) FROM unnest(%s::text[]) AS text", [CHANNEL, texts])


async def listen(heard: Callable[[str], None], ready: Callable[[], None]) -> None:
    """Hand every text that is sent to `heard`. Raises psycopg.Error when the database goes away."""
    known = connection.get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port", "sslmode", "sslrootcert", "service", "passfile"}
    params = {name: value for name, value in known.items() if name in wanted}
    ours = await psycopg.AsyncConnection.connect(autocommit=True, connect_timeout=5, **params)
    async with ours:
        await ours.execute(f"LISTEN {CHANNEL}")
        ready()
        async for notice in ours.notifies():
            heard(notice.payload)
