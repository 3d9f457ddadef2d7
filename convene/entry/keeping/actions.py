"""Back up and restore, at the command line: whoever may run commands on the machine may do both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from ...core.files.models import File
from ...core.files.shelf import drop, kept
from ...core.search.models import Progress
from ...lib.database.sequences import go_on_from, last_given
from ...lib.database.snapshot import snapshot
from ...lib.errors import NotPossible
from ...lib.storage.lending import Away
from . import archive
from .archive import Advance, Backup
from .tables import MADE_ANYWAY, Table, carried


@dataclass
class Made:
    """What a backup came to."""

    rows: int = 0
    files: int = 0
    missing: int = 0  # files that the database knows and the storage does not


def back_up(path: Path, advance: Advance) -> Made:
    """Write the site as it is now into one file; it goes on running meanwhile. Raises NotPossible."""
    made = Made()
    with archive.writing(path) as writer, snapshot():
        tables = carried()
        for table in tables:
            count = table.count()
            writer.add(
                _part(table), _told(table.lines(), advance), is_text=True, rows=count, last=last_given(table.model)
            )
            made.rows += count
        for name in _file_names():
            try:
                writer.add(f"files/{name}", kept().lend(name).chunks, is_text=False)
            except Away as fault:
                raise NotPossible(str(fault)) from fault
            except FileNotFoundError:  # taken away since the snapshot, or lost
                made.missing += 1
            else:
                made.files += 1
            advance(1)
        writer.seal({
            "version": version("convene"), "made_at": timezone.now().isoformat(), "site": settings.SITE_URL,
            "key": key_mark(), "tables": {table.label: table.columns for table in tables},
        })  # fmt: skip
    return made


def work_ahead() -> int:
    """How many steps `back_up` will tell of."""
    return sum(table.count() for table in carried()) + sum(1 for _name in _file_names())


def require_empty() -> None:
    """Raise NotPossible when there is anything on this site that a backup could overwrite."""
    there = set(connection.introspection.table_names())
    for table in carried():
        has_own = table.model._meta.db_table in there and table.label not in MADE_ANYWAY
        if has_own and table.model._base_manager.exists():
            raise NotPossible(
                _(
                    "This site is not empty: it has %(count)s rows in %(table)s. "
                    "Restore into a new DATA_DIR or an empty database."
                )
                % {"count": table.count(), "table": table.label}
            )


def restore(backup: Backup, advance: Advance) -> None:
    """Fill this empty site with a verified backup: all of it, or nothing. Raises NotPossible."""
    tables = carried()
    _require_same_program(backup, tables)
    placed: list[str] = []
    try:
        with transaction.atomic():
            _lock(tables)
            require_empty()
            for table in tables:
                if table.label in MADE_ANYWAY:
                    table.model._base_manager.all().delete()
            for table in tables:
                _fill(backup, table, advance)
            connection.check_constraints()
            Progress.objects.all().delete()  # the index begins anew
            _place_files(backup, placed, advance)
    except BaseException as fault:
        drop(placed)
        if not isinstance(fault, DatabaseError):
            raise
        raise NotPossible(
            _("This database cannot hold the backup, and nothing was changed: %(reason)s")
            % {"reason": str(fault).strip().partition("\n")[0]}
        ) from fault


def key_mark() -> str:
    """Tells one SECRET_KEY from another, and not what it is."""
    return salted_hmac("convene.backup", "SECRET_KEY", algorithm="sha256").hexdigest()[:16]


def _told(lines: Iterator[bytes], advance: Advance) -> Iterator[bytes]:
    for line in lines:
        yield line
        advance(1)


def _part(table: Table) -> str:
    return f"tables/{table.label}.jsonl"


def _file_names() -> Iterator[str]:
    rows = File.objects.order_by("pk").values_list("content", "renditions")
    for content, renditions in rows.iterator(chunk_size=500):
        yield content
        yield from renditions.values()


def _require_same_program(backup: Backup, tables: list[Table]) -> None:
    known, facts = {table.label: table.columns for table in tables}, backup.manifest
    if facts.get("format") != archive.FORMAT or facts.get("version") != version("convene"):
        raise NotPossible(
            _(
                "This backup was made by Convene %(theirs)s, and this is Convene %(ours)s. "
                "Restore it with that version, then bring the site up to date."
            )
            % {"theirs": facts.get("version"), "ours": version("convene")}
        )
    if facts.get("tables") != known or {name for name in backup.parts if name.startswith("tables/")} != {
        _part(table) for table in tables
    }:
        raise NotPossible(
            _("This backup was made by a Convene with other tables. Restore it with exactly the program that made it.")
        )


def _lock(tables: list[Table]) -> None:
    """Nobody writes from here on; SQLite has seen to that when the transaction began."""
    names = ", ".join(connection.ops.quote_name(table.model._meta.db_table) for table in tables)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def _fill(backup: Backup, table: Table, advance: Advance) -> None:
    known = backup.parts[_part(table)]
    try:
        count = table.insert(backup.lines(_part(table)), advance)
    except DatabaseError:
        raise
    except archive.FAULTS as fault:
        raise archive.damaged(backup.path) from fault
    if count != known["rows"]:
        raise archive.damaged(backup.path)
    if known["last"] is not None:
        go_on_from(table.model, known["last"])


def _place_files(backup: Backup, placed: list[str], advance: Advance) -> None:
    """Write every file beside the others, and only then give each its place."""
    shelf = kept()
    shelf.clear()  # of a restore that was killed
    try:
        for name in backup.files:
            shelf.begin(name, backup.chunks(f"files/{name}"))
            advance(1)
        shelf.settle(backup.files, placed.append)
    except Away as fault:
        raise NotPossible(str(fault)) from fault
    finally:
        shelf.clear()
