"""A site with the data set, its server, and the ruler beside it."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from . import dataset
from .load import Burst, burst
from .pages import Page
from .servers import Server, backends_time, free_port, python, running

WORKERS = 2


@dataclass
class Site:
    """A site that answers."""

    server: Server
    filled: dict[str, Any]  # what `benchmarks.fill` said
    environment: dict[str, str]
    database: str  # its name on PostgreSQL, "" on SQLite
    seconds: float  # that filling took


@contextmanager
def site(url: str, posts: int) -> Iterator[Site]:
    """Fill a fresh site and serve it, on SQLite or on a PostgreSQL database that is made anew."""
    with tempfile.TemporaryDirectory(prefix="convene-bench-") as folder:
        port = free_port()
        environment = {
            "DATA_DIR": folder, "DATABASE_URL": url, "SITE_URL": f"http://127.0.0.1:{port}", "DEVELOPMENT": "0",
            "SECRET_KEY": "of-the-benchmark-alone-0123456789-0123456789", "WEB_WORKERS": str(WORKERS), "DEBUG": "0",
            "CONVENE_DATA": str(dataset.generator().parent.parent / "data"), "LOG_LEVEL": "ERROR", "CACHE_URL": "",
        }  # fmt: skip
        if url:
            make_database(url)
        began = time.monotonic()
        filled = said(environment, "benchmarks.fill", str(posts))
        took = time.monotonic() - began
        with running(python("-m", "convene", "web", "--port", str(port)), environment, port) as web:
            yield Site(web, filled, environment, urlsplit(url).path.lstrip("/"), took)


@contextmanager
def ruler_beside(made: Site) -> Iterator[Server]:
    """The bare Django page, on the database of a site."""
    port = free_port()
    with running(python("-m", "benchmarks.ruler", str(port), str(WORKERS)), made.environment, port) as bare:
        yield bare


def cost_of(server: Server, page: Page, database: str, seconds: float) -> tuple[Burst, float]:
    """Ask for a page at sixteen connections; how it went, and CPU milliseconds a request."""
    before = server.processor_time() + (backends_time(database) if database else 0.0)
    many = burst(server.port, page.request, connections=16, seconds=seconds, status=page.status)
    after = server.processor_time() + (backends_time(database) if database else 0.0)
    return many, (after - before) * 1000 / max(len(many.took), 1)


def queries_of(made: Site, pages: list[Page]) -> list[int]:
    """How many statements each page takes, once it was asked for before."""
    for page in pages:
        page.begin()
    asked = [[page.request().decode() for _time in range(3)] for page in pages]
    found: list[int] = said(made.environment, "benchmarks.queries", given=asked)
    return found


def said(environment: dict[str, str], module: str, *words: str, given: object = None) -> Any:
    """What a module prints that is run in the site's environment."""
    done = subprocess.run(
        python("-m", module, *words),
        env=os.environ | environment,
        cwd=dataset.PROJECT,
        input=json.dumps(given).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    return json.loads(done.stdout)


def make_database(url: str) -> None:
    """Make the database anew; whatever it held is gone, so its name has to begin with "bench"."""
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if not name.startswith("bench") or not name.isidentifier():
        raise SystemExit(f"The database is made anew, so its name has to begin with bench: not {name or 'nothing'}.")
    import psycopg  # noqa: PLC0415 (not needed for SQLite alone)

    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
