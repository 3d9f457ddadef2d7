"""Full text, as the database in use has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from .base import Best, Engine, Finder, Match, Row, Where, number_of, numbered
from .postgres import PostgreSQL
from .sqlite import SQLite

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """The one of the database in use."""
    return _ENGINES[connection.vendor]


def make(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What the index needs beside the tables of models: called by its migration."""
    for sql in _ENGINES[editor.connection.vendor].prepare():
        editor.execute(sql)


__all__ = ["Best", "Engine", "Finder", "Match", "Row", "Where", "engine", "make", "number_of", "numbered"]
