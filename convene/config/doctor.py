"""What may be wrong with a set-up: machine, addresses, database."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, connection
from django.utils import timezone

from ..lib.database.checks import faults
from ..lib.database.driver import sqlite_version
from .findings import Finding, fine, note, wrong
from .preparation import make_data_dir, pending_migrations, static_state

LOCAL = {"127.0.0.1", "localhost", "::1", "testserver"}
LEAST_FREE = 0.05
CLOCK_TOLERANCE = timedelta(seconds=5)
Look = Callable[[], Iterator[Finding]]


def python() -> Iterator[Finding]:
    """The language."""
    yield fine("Python", ".".join(map(str, sys.version_info[:3])))


def data_dir() -> Iterator[Finding]:
    """The folder for what is kept, and room in it."""
    about = "DATA_DIR"
    try:
        make_data_dir()
    except Exception as error:  # noqa: BLE001 said to the person
        yield wrong(about, str(error), "Convene keeps its database, files and keys there.")
        return
    disk = shutil.disk_usage(settings.DATA_DIR)
    room = f"{settings.DATA_DIR}, {disk.free / 2**30:.1f} GB free"
    if disk.free < disk.total * LEAST_FREE and disk.free < 5 * 2**30:
        yield wrong(about, f"{room}: the disk is nearly full.", "Make room, or move DATA_DIR to a larger disk.")
    else:
        yield fine(about, room)


def secret_key() -> Iterator[Finding]:
    """What signs sessions and links."""
    about, file = "Secret key", settings.DATA_DIR / "secret_key"
    if len(settings.SECRET_KEY) < 32:
        yield wrong(about, "It is short enough to be guessed.", "Set SECRET_KEY to 50 random characters.")
    elif file.exists() and file.stat().st_mode & 0o077:
        yield wrong(about, f"Other users of this machine can read {file}.", f"Run: chmod 600 {file}")
    else:
        yield fine(about, "long, and for nobody else to read")


def addresses() -> Iterator[Finding]:
    """Where people reach the site."""
    about, host = "SITE_URL", settings.SITE_HOST
    if host not in LOCAL and not settings.IS_HTTPS:
        yield wrong(about, f"{settings.SITE_URL} is not encrypted.", "Set SITE_URL to an address with https://.")
    elif settings.IS_HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield wrong(
            about,
            "https:// is ended by a proxy, which Convene was not told to trust: every page would redirect to itself.",
            "Set TRUSTED_PROXIES to the number of proxies that stand before the web server.",
        )
    elif host not in settings.ALLOWED_HOSTS:
        yield wrong(about, f"{host} is not answered.", f"Add {host} to ALLOWED_HOSTS.")
    else:
        yield fine(about, settings.SITE_URL)
    if host not in LOCAL and (settings.DEBUG or settings.DEVELOPMENT):
        yield wrong("DEVELOPMENT", "Mails and errors are shown to everybody.", "Unset DEVELOPMENT and DEBUG.")


def database() -> Iterator[Finding]:
    """The database: there, safe, up to date."""
    about = "Database"
    if found := faults(connection):
        is_away = "does not answer" in found[0]
        do = "Start the database, or correct DATABASE_URL." if is_away else "Until then, what members write is at risk."
        yield from (wrong(about, fault, do) for fault in found)
        if is_away:
            return
    else:
        yield fine(about, _described())
    try:
        if missing := pending_migrations():
            yield wrong("Migrations", f"The database needs {missing} changes.", "Run: convene migrate")
        else:
            yield fine("Migrations", "up to date")
    except Error as error:
        yield wrong("Migrations", f"They cannot be read: {error}", "See that the database is one of Convene's.")


def clock() -> Iterator[Finding]:
    """Whether this machine knows what time it is."""
    here, there = timezone.now(), _time_of_database()
    if there and abs(here - there) > CLOCK_TOLERANCE:
        seconds = abs((here - there).total_seconds())
        yield wrong("Clock", f"This machine and the database differ by {seconds:.0f} s.", "Keep both in step with NTP.")
    else:
        yield fine("Clock", f"{timezone.localtime(here):%Y-%m-%d %H:%M %Z}")


def static_files() -> Iterator[Finding]:
    """The stylesheets and scripts, gathered for the public."""
    about, mark = "Static files", settings.STATIC_ROOT / ".state"
    if settings.DEVELOPMENT:
        yield fine(about, "served as they lie, in development")
    elif not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield wrong(about, "They are not gathered, pages would fail.", "Run: convene collectstatic --no-input")
    elif mark.exists() and mark.read_text(encoding="utf-8") != static_state():
        yield note(about, "They have changed since they were gathered.", "Run: convene collectstatic --no-input")
    else:
        yield fine(about, "gathered")


def web_workers() -> Iterator[Finding]:
    """As many web processes as make sense here."""
    cores = os.cpu_count() or 1
    if cores * 2 < settings.WEB_WORKERS:
        says = f"{settings.WEB_WORKERS} web processes share {cores} cores."
        yield note("WEB_WORKERS", says, f"Set WEB_WORKERS to {cores}.")


def _described() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("PRAGMA journal_mode")
        return f"SQLite {'.'.join(map(str, sqlite_version()))}, journal {cursor.fetchone()[0]}, synchronous full"


def _time_of_database() -> datetime | None:
    if connection.vendor != "postgresql":
        return None  # it asks the same clock
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            found: datetime = cursor.fetchone()[0]
            return found
    except Error:
        return None
