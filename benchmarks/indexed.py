"""How large the index is beside the text that can be found by it, and what it costs to write it anew, as JSON.

Sizes are in bytes: on SQLite a copy of the database is weighed with the index and without it, PostgreSQL is asked.
Seconds are of processor time, PostgreSQL's back end included where it runs on the same machine.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

import django

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from benchmarks.servers import backends_time  # noqa: E402
from convene.core.search.following import begin_anew, bring_up_to_date  # noqa: E402
from convene.core.search.models import Doc  # noqa: E402

LENGTH = {"sqlite": "LENGTH(CAST({} AS BLOB))", "postgresql": "OCTET_LENGTH({})"}
TEXT = {"discussions_post": ("body",), "library_resource": ("description", "context_note")}
NAMES = "SELECT name FROM copied.sqlite_master WHERE name LIKE 'search\\_%' ESCAPE '\\' AND type = 'table'"
WEIGHED = "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'search\\_%'"


def weighed() -> int:
    """Bytes of the index, vocabulary and all."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(WEIGHED)
            return int(cursor.fetchone()[0])
        with tempfile.TemporaryDirectory() as folder:
            cursor.execute("VACUUM INTO %s", [f"{folder}/with"])
            cursor.execute("ATTACH %s AS copied", [f"{folder}/with"])
            cursor.execute(NAMES)
            names = sorted(name for (name,) in cursor.fetchall())
            whole = Path(f"{folder}/with").stat().st_size
            cursor.execute("DROP TABLE copied.search_text")
            for name in names:
                cursor.execute(f"DROP TABLE IF EXISTS copied.{name}")
            cursor.execute("VACUUM copied INTO %s", [f"{folder}/without"])
            return whole - Path(f"{folder}/without").stat().st_size


def written_anew() -> float:
    """Seconds that it takes to write everything anew."""
    database = str(connection.settings_dict["NAME"]) if connection.vendor == "postgresql" else ""
    own, theirs = time.process_time(), backends_time(database) if database else 0.0
    begin_anew()
    bring_up_to_date()
    return time.process_time() - own + (backends_time(database) - theirs if database else 0.0)


def text() -> int:
    """Bytes of what was written in posts and resources."""
    length, written = LENGTH[connection.vendor], 0
    with connection.cursor() as cursor:
        for table, columns in TEXT.items():
            cursor.execute(f"SELECT SUM({' + '.join(map(length.format, columns))}) FROM {table}")
            written += int(cursor.fetchone()[0])
    return written


if __name__ == "__main__":
    print(json.dumps({"text": text(), "index": weighed(), "seconds": written_anew(), "rows": Doc.objects.count()}))
