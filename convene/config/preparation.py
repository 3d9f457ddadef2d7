"""Make a site ready to start: folder, database, static files, demo content."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor

from ..core.communities.models import Community
from ..core.frameworks.actions import begin
from ..core.tags.actions import adopt
from ..core.tags.models import Term
from ..lib.database.checks import faults

Say = Callable[[str], None]
ONE_AT_A_TIME = 4_017_226_031  # names our advisory lock in PostgreSQL


def prepare(say: Say, *, demo: bool) -> str:
    """Do what is missing; returns how to sign in on a demo site, or nothing. Raises CommandError with a sentence."""
    make_data_dir()
    if found := faults(connection):
        raise CommandError("\n".join(found))
    try:
        with _alone():
            migrate(say)
    except DatabaseError as error:
        raise CommandError(f"The database could not be prepared: {error}") from error
    if not settings.DEVELOPMENT:
        collect_static(say)
    accounts = fill(say) if demo else ""
    connections.close_all()
    return accounts


def make_data_dir() -> None:
    """Make DATA_DIR and see that it can be written."""
    try:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{settings.DATA_DIR} cannot be made ({error.strerror}). Choose another.") from error
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        raise CommandError(f"{settings.DATA_DIR} cannot be written. Change its owner, or choose another DATA_DIR.")


def pending_migrations() -> int:
    """How many migrations the database still needs."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(say: Say) -> None:
    """Bring the database up to date."""
    if pending_migrations():
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    if not Term.objects.exists():
        adopt(None)
    begin(None)


def collect_static(say: Say) -> None:
    """Gather the static files under hashed names, when any has changed since."""
    mark, now = settings.STATIC_ROOT / ".state", static_state()
    if mark.exists() and mark.read_text(encoding="utf-8") == now:
        return
    say("Preparing the static files …")
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now, encoding="utf-8")


def static_state() -> str:
    """A fingerprint of all static files as they lie in the apps."""
    lines = [
        f"{path} {(stat := Path(storage.path(path)).stat()).st_size} {stat.st_mtime_ns}"
        for finder in get_finders()
        for path, storage in finder.list([])
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def fill(say: Say) -> str:
    """Put demo content on an empty site; returns how to sign in."""
    kept = settings.DATA_DIR / "demo-accounts.txt"
    if "demo" in get_commands() and not Community.objects.exists():
        say("Filling the site with demo content …")
        told = io.StringIO()
        call_command("demo", stdout=told)
        _before, found, accounts = told.getvalue().partition("Demo accounts")
        kept.write_text(found + accounts, encoding="utf-8")
    return kept.read_text(encoding="utf-8").strip() if kept.exists() else ""


@contextmanager
def _alone() -> Iterator[None]:
    """One machine at a time, where several share a database."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
