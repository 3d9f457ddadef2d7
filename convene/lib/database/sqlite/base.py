"""Django's backend for SQLite, which asks less: SQL is translated once, and what SQLite can do is known."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, features


class Features(features.DatabaseFeatures):
    """Django asks with a query, takes a database that is locked just then for one without JSON, and remembers that."""

    supports_json_field = True  # built in since 3.38


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections whose cursors remember what they translated: Django writes `%s` where SQLite reads `?`."""

    features_class = Features

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
