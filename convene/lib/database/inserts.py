"""Insert rows for a fraction of what `save` costs: the SQL is written once for each model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from .prepared import listed


def insert(row: Model, *, unique: Sequence[str] = (), change: Sequence[str] = ()) -> None:
    """Write a new row, which gets its number. One query; nothing listens, and `auto_now` is not looked at.

    Where there is a row with the same values of the fields that are `unique`, that one takes over what to `change`.
    """
    sql, fields = _insert(type(row), connection.vendor, tuple(unique), tuple(change))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row.pk = cursor.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias


@cache
def _insert(
    model: type[Model], _vendor: str, unique: tuple[str, ...], change: tuple[str, ...]
) -> tuple[str, list[Field[Any, Any]]]:
    quote, key = connection.ops.quote_name, model._meta.pk
    fields = [field for field in model._meta.concrete_fields if field is not key]
    columns = ", ".join(quote(str(field.column)) for field in fields)
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: S608 (names of our own tables and columns)
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    if unique:
        taken = ", ".join(f"{quote(name)} = EXCLUDED.{quote(name)}" for name in change)
        sql += f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {taken}"
    return f"{sql} RETURNING {quote(str(key.column))}", fields


def insert_new(model: type[Model], same: Mapping[str, Any], **each: Sequence[int]) -> None:
    """`insert_new(Notification, {"entry_id": 7}, person_id=[1, 2])`: rows that are there already stay as they are."""
    ((name, numbers),) = each.items()
    sql, fields = _insert_new(model, connection.vendor, tuple(same), name)
    shared = [field.get_db_prep_save(value, connection) for field, value in zip(fields, same.values(), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*shared, listed(numbers)])


@cache
def _insert_new(model: type[Model], vendor: str, same: tuple[str, ...], name: str) -> tuple[str, list[Field[Any, Any]]]:
    quote = connection.ops.quote_name
    found = {field.attname: field for field in model._meta.concrete_fields}
    columns = ", ".join(quote(str(found[key].column)) for key in (*same, name))
    each = (
        "value FROM json_each('[' || %s || ']') WHERE true"  # without WHERE, SQLite takes ON for that of a join
        if vendor == "sqlite"
        else "unnest(string_to_array(%s, ',')::bigint[])"
    )
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({columns})"  # noqa: S608 (names of our own tables and columns)
        f" SELECT {', '.join(['%s'] * len(same))}, {each} ON CONFLICT DO NOTHING"
    )
    return sql, [found[key] for key in same]
