"""What has to be remembered while an export is read, on disk, so that memory stays flat however large it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from types import TracebackType


class Notes:
    """Words by key, gone when it is closed."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)  # a file without a name
        self._database.execute("PRAGMA journal_mode=OFF")
        self._database.execute("PRAGMA cache_size=-4096")
        self._database.execute("CREATE TABLE note (key TEXT PRIMARY KEY, word TEXT NOT NULL) WITHOUT ROWID")

    def __enter__(self) -> Notes:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def keep(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Remember words; the last one of a key counts."""
        self._database.execute("BEGIN")
        self._database.executemany("INSERT OR REPLACE INTO note VALUES (?, ?)", pairs)
        self._database.execute("COMMIT")

    def word(self, key: str) -> str:
        """The word of a key, or nothing."""
        row = self._database.execute("SELECT word FROM note WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""
