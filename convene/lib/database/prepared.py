"""A query set compiled once, for pages that are asked for all day: building SQL costs more than running it.

    _LATEST = Prepared(lambda person, since: Topic.objects.filter(…).values_list(…)[:20], person=int, since=datetime)
    rows = _LATEST(person=12, since=then)

What is built must be a `values_list` whose shape does not depend on the values: no lists, no None, no empty sets.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, JSONField, QuerySet

Value = int | str | dt.datetime
Reader = Callable[[Any], Any]
FIRST = 2_000_000_011  # stand-ins while compiling: values that no query says by itself
CENTURY = dt.datetime(1801, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, str], ...]  # (place among the params, name of the value)
    convert: Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]]


class Prepared:
    """Call it with values; rows come back as tuples."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type[Value]) -> None:
        self.build = build
        self.types = types
        self.may_lack: set[str] = set()  # values that the SQL can do without
        self.compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values. One query."""
        known = self.compiled.get(connection.vendor) or self._compile()
        params = list(known.params)
        for place, name in known.slots:
            params[place] = _adapted(values[name], type(params[place]))
        with connection.cursor() as cursor:
            cursor.execute(known.sql, params)
            return known.convert(cursor.fetchall())

    def _compile(self) -> _Compiled:
        stand_ins: dict[str, Value] = {
            name: _stand_in(kind, number) for number, (name, kind) in enumerate(self.types.items())
        }
        compiler = self.build(**stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {_adapted(value, type(value)): name for name, value in stand_ins.items()}
        slots = tuple((place, names[param]) for place, param in enumerate(params) if param in names)
        if self.types.keys() - {name for _place, name in slots} - self.may_lack:
            raise TypeError("each value of a prepared query must stand in its SQL")
        columns = [column for column, *_more in compiler.select[: compiler.col_count]]
        readers = [
            (place, _reader(column, asked)) for place, (asked, column) in compiler.get_converters(columns).items()
        ]

        def convert(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
            return [_read(row, readers) for row in rows] if readers else rows

        compiled = _Compiled(sql, tuple(params), slots, convert)
        self.compiled[connection.vendor] = compiled
        return compiled


def moment(value: dt.datetime | str) -> dt.datetime:
    """A time as SQLite keeps it, in UTC: as text or, where the driver converts it, without a zone."""
    time = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
    return time.replace(tzinfo=dt.UTC) if time.tzinfo is None else time


def _read(row: tuple[Any, ...], readers: list[tuple[int, Reader]]) -> tuple[Any, ...]:
    values = list(row)
    for place, read in readers:
        value = values[place]
        if value is not None:
            values[place] = read(value)
    return tuple(values)


def _reader(column: Any, converters: list[Callable[[Any, Any, Any], Any]]) -> Reader:
    """What Django would do to a value, on the short way for the kinds of field that pages read most."""
    if isinstance(column.output_field, JSONField):
        return _json
    if isinstance(column.output_field, DateTimeField) and connection.vendor == "sqlite":
        return moment

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return read


_json = lru_cache(maxsize=4096)(json.loads)  # rows are for reading: whoever changed an object would change it for all


def _stand_in(kind: type[Value], number: int) -> Value:
    if kind is int:
        return FIRST + number
    return f"stand-in {number}" if kind is str else CENTURY + dt.timedelta(days=number)


def _adapted(value: Value, kind: type[Any]) -> Any:
    """The value as the driver wants it; PostgreSQL's driver tells integers apart by their width."""
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return kind(value)
