"""A database with all tables and nothing in them, to be copied: making the tables takes many seconds.

It is kept from run to run, in `build` or beside the database that the tests were given, as long as the tables are made
from the same code.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.conf import settings

from tests.once import once

ROOT = Path(__file__).parent.parent
MADE_FROM = ("convene/*/*/migrations/*.py", "convene/core/search/engines/**/*.py", "convene/config/settings.py", "uv.lock")


def blank_file() -> Path:
    """A SQLite database."""
    folder = ROOT / "build" / f"blank-{_digest()}"
    with once(folder) as is_first:
        if is_first:
            (folder / "convene.sqlite3").unlink(missing_ok=True)
            _migrate(folder, "")
    return folder / "convene.sqlite3"


def blank_database() -> str:
    """The name of a PostgreSQL database on the server of the tests, to be named as TEMPLATE."""
    name = f"convene_blank_{_digest()}"
    folder = ROOT / "build" / name
    folder.mkdir(parents=True, exist_ok=True)
    with once(folder):
        if not on_server("SELECT 1 FROM pg_database WHERE datname = %s", name):
            on_server(f"DROP DATABASE IF EXISTS {name}_begun")
            on_server(f"CREATE DATABASE {name}_begun")
            _migrate(folder, url_of(f"{name}_begun"))
            on_server(f"ALTER DATABASE {name}_begun RENAME TO {name}")
    return name


def url_of(name: str) -> str:
    """The address of a PostgreSQL database on the server of the tests."""
    known = settings.DATABASES["default"]
    account = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}@" if known["USER"] else ""
    return f"postgres://{account}/{name}?host={known['HOST']}&port={known['PORT'] or 5432}"


def on_server(command: str, *values: str) -> list[tuple[object, ...]]:
    """Say something to the PostgreSQL server of the tests; what it answers."""
    known = settings.DATABASES["default"]
    place = {name.lower(): known[name] for name in ("HOST", "PORT", "USER", "PASSWORD") if known[name]}
    with psycopg.connect(dbname="postgres", autocommit=True, **place) as line:
        said = line.execute(command, values or None)  # type: ignore[arg-type]
        return said.fetchall() if said.description else []


def _digest() -> str:
    found = hashlib.sha256()
    for path in sorted(path for pattern in MADE_FROM for path in ROOT.glob(pattern)):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _migrate(folder: Path, url: str) -> None:
    surroundings = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": url}
    subprocess.run(
        [sys.executable, "-m", "convene", "migrate", "--verbosity", "0"], cwd=ROOT, env=surroundings, check=True
    )
