"""How large the index is beside the text that can be found by it: `python -m benchmarks.indexed` prints JSON, in bytes.

On SQLite a copy of the database is weighed with the index and without it; PostgreSQL is asked.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import django

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")
django.setup()

from django.db import connection  # noqa: E402

TEXT = {
    "sqlite": "SELECT SUM(LENGTH(CAST(body AS BLOB))) FROM discussions_post",
    "postgresql": "SELECT SUM(OCTET_LENGTH(body)) FROM discussions_post",
}
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


if __name__ == "__main__":
    with connection.cursor() as cursor:
        cursor.execute(TEXT[connection.vendor])
        text = int(cursor.fetchone()[0])
    print(json.dumps({"index": weighed(), "text": text}))
