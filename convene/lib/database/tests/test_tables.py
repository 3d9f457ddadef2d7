from __future__ import annotations

from contextlib import closing

import pytest
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import CreateModel, Migration, RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler
from pytest_django import DjangoDbBlocker

from convene.lib.database.tables import Tables

MEMORY = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}


def table(name: str, **fields: models.Field) -> CreateModel:
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True)), *fields.items()])


def link(to: str) -> models.ForeignKey:
    return models.ForeignKey(to, models.CASCADE)


class Shelves(Migration):
    operations = [Tables(tables=[table("Shelf")])]


class Books(Migration):
    operations = [
        Tables(
            tables=[
                table("Book", shelf=link("shelves.shelf"), first=link("books.page")),
                table("Page", book=link("books.book"), readers=models.ManyToManyField("books.page")),
            ]
        )
    ]


STEPS = [Shelves("0001_initial", "shelves"), Books("0001_initial", "books")]


@pytest.mark.parametrize("drawn", [False, True])
def test_tables_that_name_each_other_are_made_and_taken_away(drawn: bool, django_db_blocker: DjangoDbBlocker) -> None:
    connection: BaseDatabaseWrapper = ConnectionHandler(MEMORY)["default"]
    with django_db_blocker.unblock(), closing(connection):
        state = ProjectState()
        before = []
        for step in STEPS:
            assert not drawn or state.apps
            before.append(state.clone())
            with connection.schema_editor(atomic=True) as editor:
                step.apply(state, editor)
        assert set(connection.introspection.table_names()) == {
            "shelves_shelf", "books_book", "books_page", "books_page_readers"
        }  # fmt: skip
        with connection.cursor() as cursor:
            known = connection.introspection.get_relations(cursor, "books_book")
        assert {name: (column, to) for name, (column, to, *_more) in known.items()} == {
            "shelf_id": ("id", "shelves_shelf"), "first_id": ("id", "books_page")
        }  # fmt: skip
        for step, state in zip(reversed(STEPS), reversed(before), strict=True):
            with connection.schema_editor(atomic=True) as editor:
                step.unapply(state, editor)
        assert connection.introspection.table_names() == []


def test_what_is_drawn_is_what_would_be_drawn_from_the_beginning() -> None:
    state = ProjectState()
    assert state.apps
    for step in STEPS:
        step.mutate_state(state, preserve=False)
    anew = ProjectState(dict(state.models))

    def seen(state: ProjectState) -> dict[str, set[str]]:
        return {
            model._meta.label: {f"{field} {field.related_model and field.related_model._meta.label}" for field in model._meta.get_fields(include_hidden=True)}
            for model in state.apps.get_models(include_auto_created=True)
        }  # fmt: skip

    assert seen(state) == seen(anew)
    book = state.apps.get_model("books", "Book")
    assert book._meta.get_field("first").related_model is state.apps.get_model("books", "Page")


def test_the_first_migration_of_each_app_makes_whole_tables() -> None:
    parts = [
        f"{label}: fold {operation.describe()!r} into its CreateModel inside Tables"
        for (label, number), migration in MigrationLoader(None).disk_migrations.items()
        for operation in migration.operations
        if number == "0001_initial" and migration.__module__.startswith("convene.")
        if not isinstance(operation, Tables | RunPython)
    ]
    assert not parts, "\n".join(parts)
