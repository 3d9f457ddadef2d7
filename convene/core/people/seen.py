"""A query set for a page, compiled once for each kind of reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from ...lib.database.prepared import Prepared, Value
from .models import Actor, User


class Seen:
    """Built as `build(actor, …)`, which asks `visible_to(actor)` as everywhere; called with the reader and the values.

    What is compiled knows of a reader whether they are signed in, on the staff, and their number: no rule that it asks
    may look at more of a person than what it finds in the database.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type[Value]) -> None:
        self.visitors = Prepared(lambda **values: build(AnonymousUser(), **values), **types)
        self.members = Prepared(lambda reader, **values: build(User(pk=reader), **values), reader=int, **types)
        self.staff = Prepared(
            lambda reader, **values: build(User(pk=reader, is_staff=True), **values), reader=int, **types
        )
        self.staff.may_lack = {"reader"}  # who may see everything

    def __call__(self, actor: Actor, **values: Value) -> list[tuple[Any, ...]]:
        """The rows that `actor` may see. One query."""
        if not actor.is_authenticated:
            return self.visitors(**values)
        return (self.staff if actor.is_staff else self.members)(reader=actor.pk, **values)
