"""Django writes `%s` where SQLite reads `?`: the same SQL is translated once."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections whose cursors remember what they translated."""

    def create_cursor(self, _name: str | None = None) -> Cursor:
        """A cursor of ours."""
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        return cursor


class Cursor(base.SQLiteCursorWrapper):
    """Translates each text of SQL once."""

    def convert_query(self, query: str, *, param_names: Any = None) -> str:
        """The SQL as SQLite reads it."""
        return _converted(query) if param_names is None else str(super().convert_query(query, param_names=param_names))


@lru_cache(maxsize=1024)
def _converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
