"""Load a SQLite without the WAL-reset fault before anything imports `sqlite3`.

SQLite 3.7.0 to 3.51.2 can lose committed transactions when two connections meet a checkpoint in WAL mode. Fixed in
3.51.3 and in the backports 3.50.7 and 3.44.6. The `pysqlite3` package carries a newer library than most systems do.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec

FIXED_BRANCHES = {(3, 44): 6, (3, 50): 7}


def load() -> None:
    """Put `pysqlite3` in the place of `sqlite3`, where it is installed."""
    if find_spec("pysqlite3") is None:
        return
    import pysqlite3  # noqa: PLC0415

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def sqlite_version() -> tuple[int, int, int]:
    """The version of the library that was loaded."""
    major, minor, patch = import_module("sqlite3").sqlite_version_info
    return major, minor, patch


def is_safe_for_wal(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite is free of the WAL-reset fault.

    source: SQLite release notes of 3.51.3 (2026-03-13), 3.50.7 and 3.44.6.
    """
    if version >= (3, 51, 3):
        return True
    patch = FIXED_BRANCHES.get(version[:2])
    return patch is not None and version[2] >= patch
