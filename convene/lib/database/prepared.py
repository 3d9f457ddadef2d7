"""A query set compiled once, for what is asked all day: building SQL costs more than running it.

    _LATEST = Prepared(lambda person, since: Topic.objects.filter(…).values_list(…)[:20], person=int, since=datetime)
    rows = _LATEST(person=12, since=then)
    _SEEN = Change(lambda person, now: (User.objects.filter(pk=person), {"seen_at": now}), person=int, now=datetime)
    changed = _SEEN(person=12, now=now)

What is built must have a shape that does not depend on the values: no lists (but `Numbers`), no None, no empty sets.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BigIntegerField, DateTimeField, Func, JSONField, Model, QuerySet
from django.db.models import Value as Given
from django.db.models.sql import UpdateQuery

Value = int | str | dt.datetime | uuid.UUID
Reader = Callable[[Any], Any]
FIRST = 2_000_000_011  # stand-ins while compiling: values that no query says by itself
DECODER = json.JSONDecoder()
PLACE = re.compile(r"(?<!%)%s")  # a percent sign of the SQL itself is doubled
CENTURY = dt.datetime(1801, 1, 1, tzinfo=dt.UTC)


class Numbers(Func):
    """Many numbers as one value, so that a query is the same however many there are: `pk__in=Numbers(listed(ids))`."""

    def __init__(self, text: str) -> None:
        super().__init__(Given(text), output_field=BigIntegerField())

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        """Text that SQLite reads as JSON."""
        return self.as_sql(compiler, connection, template="SELECT value FROM json_each('[' || %(expressions)s || ']')")

    def as_postgresql(self, compiler: Any, connection: Any, **_more: Any) -> Any:
        """Text that PostgreSQL takes apart."""
        return self.as_sql(
            compiler, connection, template="SELECT unnest(string_to_array(%(expressions)s, ',')::bigint[])"
        )


def listed(numbers: Iterable[int]) -> str:
    """The text for `Numbers`."""
    return ",".join(map(str, numbers))


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, str, Reader], ...]  # place among the params, name of the value, what the driver wants of it
    convert: Callable[[list[tuple[Any, ...]]], list[tuple[Any, ...]]]

    def filled(self, values: Mapping[str, Value]) -> list[Any]:
        """The parameters with these values in their places."""
        params = list(self.params)
        for place, name, adapt in self.slots:
            params[place] = adapt(values[name])
        return params


class Prepared:
    """Call it with values; rows come back as tuples. What is built is a `values_list`."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type[Value]) -> None:
        self.build = build
        self.types = types
        self.may_lack: set[str] = set()  # values that the SQL can do without
        self.compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        """The rows for these values. One query."""
        database = connections[DEFAULT_DB_ALIAS]  # looked up once, not for each attribute
        known = self.compiled.get(database.vendor) or self._compile()
        with database.cursor() as cursor:
            cursor.execute(known.sql, known.filled(values))
            return known.convert(cursor.fetchall())

    def _compile(self) -> _Compiled:
        stand_ins = _stand_ins(self.types)
        compiler = self.build(**stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        columns = [column for column, *_more in compiler.select[: compiler.col_count]]
        readers = [
            (place, _reader(column, asked)) for place, (asked, column) in compiler.get_converters(columns).items()
        ]

        def convert(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
            return [_read(row, readers) for row in rows] if readers else rows

        compiled = _compiled(sql, params, stand_ins, convert, self.may_lack)
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


def _json(text: str) -> Any:
    return DECODER.raw_decode(text)[0]  # a database puts no space before what it keeps


class _Written:
    """Something that is written again and again. Gives the `columns` of the rows that it wrote."""

    def __init__(self, build: Callable[..., Any], columns: Sequence[str], types: Mapping[str, type[Value]]) -> None:
        self.build = build
        self.columns = columns
        self.types = types
        self.compiled: dict[str, _Compiled] = {}

    def __call__(self, **values: Value) -> list[tuple[Any, ...]]:
        """Write it. One query."""
        database = connections[DEFAULT_DB_ALIAS]
        known = self.compiled.get(database.vendor) or self._compile()
        with database.cursor() as cursor:
            cursor.execute(known.sql, known.filled(values))
            return cursor.fetchall() if self.columns else []

    def _compile(self) -> _Compiled:
        stand_ins = _stand_ins(self.types)
        sql, params = self._sql(stand_ins)
        if self.columns:
            sql += f" RETURNING {_names(self.columns)}"
        compiled = _compiled(sql, params, stand_ins, list)
        self.compiled[connection.vendor] = compiled
        return compiled

    def _sql(self, stand_ins: Mapping[str, Value]) -> tuple[str, Sequence[Any]]:
        raise NotImplementedError


class Change(_Written):
    """An UPDATE: built are the rows and the new values of their fields."""

    def __init__(
        self, build: Callable[..., tuple[QuerySet[Any], dict[str, Any]]], *columns: str, **types: type[Value]
    ) -> None:
        super().__init__(build, columns, types)

    def _sql(self, stand_ins: Mapping[str, Value]) -> tuple[str, Sequence[Any]]:
        rows, changes = self.build(**stand_ins)
        query = cast("UpdateQuery", rows.query.chain(UpdateQuery))
        query.add_update_values(changes)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, params


class Addition(_Written):
    """An INSERT of what is found: built is a `values_list` of the fields that are named, with a condition.

    Rows that are there already stay as they are. It waits for locks and reads in one query what it writes.
    """

    def __init__(
        self,
        model: type[Model],
        fields: Sequence[str],
        build: Callable[..., QuerySet[Any, Any]],
        *columns: str,
        **types: type[Value],
    ) -> None:
        super().__init__(build, columns, types)
        self.head = model, fields

    def _sql(self, stand_ins: Mapping[str, Value]) -> tuple[str, Sequence[Any]]:
        model, fields = self.head
        sql, params = self.build(**stand_ins).query.get_compiler(connection=connection).as_sql()
        columns = _names(str(model._meta.get_field(name).column) for name in fields)  # type: ignore[union-attr]
        return f"INSERT INTO {_names([model._meta.db_table])} ({columns}) {sql} ON CONFLICT DO NOTHING", params


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(connection.ops.quote_name, names))


def _stand_ins(types: Mapping[str, type[Value]]) -> dict[str, Value]:
    return {name: _stand_in(kind, number) for number, (name, kind) in enumerate(types.items())}


def _compiled(
    sql: str, params: Sequence[Any], stand_ins: Mapping[str, Value], convert: Reader, may_lack: Iterable[str] = ()
) -> _Compiled:
    """Texts that never change are written into the SQL: they need not be sent, and the database can plan with them."""
    slots = _slots(params, stand_ins, may_lack)
    changing = {place for place, _name, _adapt in slots}
    fixed = {place for place, param in enumerate(params) if isinstance(param, str) and place not in changing}
    pieces = iter(PLACE.split(sql))
    written = next(pieces)
    for place, (param, piece) in enumerate(zip(params, pieces, strict=True)):
        written += (_quoted(param) if place in fixed else "%s") + piece
    kept = [place for place in range(len(params)) if place not in fixed]
    moved = {place: number for number, place in enumerate(kept)}
    return _Compiled(
        written,
        tuple(params[place] for place in kept),
        tuple((moved[place], name, adapt) for place, name, adapt in slots),
        convert,
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def _slots(
    params: Iterable[Any], stand_ins: Mapping[str, Value], may_lack: Iterable[str] = ()
) -> tuple[tuple[int, str, Reader], ...]:
    names = {adapter(type(value))(value): name for name, value in stand_ins.items()}
    slots = tuple(
        (place, names[param], adapter(type(stand_ins[names[param]]), type(param)))
        for place, param in enumerate(params)
        if param in names
    )
    if stand_ins.keys() - {name for _place, name, _adapt in slots} - set(may_lack):
        raise TypeError("each value of a prepared query must stand in its SQL")
    return slots


def _stand_in(kind: type[Value], number: int) -> Value:
    if kind is int:
        return FIRST + number
    if kind is uuid.UUID:
        return uuid.UUID(int=number)
    return f"stand-in {number}" if kind is str else CENTURY + dt.timedelta(days=number)


def adapter(kind: type[Any], narrow: type[Any] | None = None) -> Reader:
    """What makes of a value of this kind what the driver wants; PostgreSQL's tells integers apart by their width."""
    if issubclass(kind, dt.datetime):
        return connection.ops.adapt_datetimefield_value
    if issubclass(kind, uuid.UUID):
        return _same if connection.features.has_native_uuid_field else attrgetter("hex")
    return narrow or kind


def _same(value: Any) -> Any:
    return value
