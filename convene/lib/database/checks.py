"""Refuse a database that could lose what was acknowledged."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core import checks
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .driver import is_safe_for_wal, sqlite_version

NETWORK_FILES = {"nfs", "nfs4", "cifs", "smbfs", "smb3", "afs", "ncpfs", "ceph", "glusterfs", "fuse.sshfs", "fuse.s3fs"}
MOUNTS = Path("/proc/mounts")
FULL = 2  # what SQLite calls PRAGMA synchronous=FULL; 3 is EXTRA


def register() -> None:
    """Have `convene check --database`, `migrate` and `run` refuse what is unsafe."""
    checks.register(check_databases, checks.Tags.database)


def check_databases(*, databases: Sequence[str] | None = None, **_options: Any) -> list[checks.CheckMessage]:
    """A Django system check: one error for each way in which a database is unsafe."""
    return [checks.Error(fault, id="convene.E001") for name in databases or () for fault in faults(connections[name])]


def faults(connection: BaseDatabaseWrapper) -> list[str]:
    """What makes this database unsafe, each in a sentence that says what to do."""
    try:
        if connection.vendor == "postgresql":
            return postgres_faults(_ask(connection, "SHOW synchronous_commit"), _ask(connection, "SHOW fsync"))
        file = _ask(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'")
        journal, synchronous = _ask(connection, "PRAGMA journal_mode"), int(_ask(connection, "PRAGMA synchronous"))
    except OperationalError as error:
        return [f"The database does not answer: {error}"]
    return sqlite_faults(sqlite_version(), journal, synchronous, Path(file) if file else None)


def sqlite_faults(version: tuple[int, int, int], journal: str, synchronous: int, file: Path | None) -> list[str]:
    """What makes a SQLite database unsafe; without a file it lives in memory."""
    found = []
    if journal.lower() == "wal" and not is_safe_for_wal(version):
        found.append(
            f"SQLite {'.'.join(map(str, version))} can lose what was written in WAL mode. "
            "Install the pysqlite3 package, or stop every process and run: PRAGMA journal_mode=DELETE"
        )
    if file and synchronous < FULL:
        found.append("SQLite may lose what was acknowledged when the power fails. Set PRAGMA synchronous=FULL.")
    if file and (kind := file_system(file)) in NETWORK_FILES:
        found.append(
            f"{file} lies on a network file system ({kind}), where SQLite can be damaged. "
            "Move DATA_DIR to a disk of this machine, or use PostgreSQL (DATABASE_URL)."
        )
    return found


def postgres_faults(synchronous_commit: str, fsync: str) -> list[str]:
    """What makes a PostgreSQL server unsafe."""
    found = []
    if synchronous_commit == "off":
        found.append("PostgreSQL may lose what was acknowledged. Set synchronous_commit=on for this database.")
    if fsync == "off":
        found.append("PostgreSQL may be damaged when the power fails. Set fsync=on in its configuration.")
    return found


def file_system(file: Path, mounts: str | None = None) -> str:
    """The kind of file system on which a file lies ("ext4"), or nothing where the system does not say.

    mounts: the text of /proc/mounts.
    """
    if mounts is None:
        mounts = MOUNTS.read_text(encoding="utf-8", errors="replace") if MOUNTS.exists() else ""
    whole, best, kind = file.resolve(), Path(), ""
    for line in mounts.splitlines():
        _device, at, name, *_rest = line.split()
        point = Path(at.encode().decode("unicode_escape"))
        if whole.is_relative_to(point) and len(point.parts) >= len(best.parts):
            best, kind = point, name
    return kind


def _ask(connection: BaseDatabaseWrapper, question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0] or "")
