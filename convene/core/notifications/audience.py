"""Tell people with an account who were not told of the same before, in one query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, CharField, DateTimeField, QuerySet
from django.db.models import Value as Given

from ...lib.database.prepared import Addition, Numbers, Value, listed
from ..people.models import User
from .models import Notification

if TYPE_CHECKING:
    from ..ledger.models import Entry


class Audience:
    """People who are told of something again and again, as a query compiled once; built are their numbers.

    WATCHERS = Audience(lambda topic: Reading.objects.filter(topic=topic, …).values("person"), topic=int)
    notify(entry, WATCHERS.of(topic=12), …)
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **types: type[Value]) -> None:
        self.told = _telling(build, **types)

    def of(self, **values: Value) -> Chosen:
        """The people for these values."""
        return Chosen(self.told, values)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An audience and its values."""

    told: Addition
    values: dict[str, Value]


def tell(to: Iterable[User] | QuerySet[User] | Chosen, entry: Entry, reason: str, group: str, now: dt.datetime) -> int:
    """Write it down for each, and hold their rows, so that their bells count right. Gives how many are told."""
    if isinstance(to, QuerySet):
        people = to.order_by().values("pk")
        to = Audience(lambda: people).of()
    elif not isinstance(to, Chosen):
        numbers = listed(person.pk for person in to)
        if not numbers:
            return 0
        to = NAMED.of(people=numbers)
    actor = entry.actor_id or 0
    return len(to.told(entry=entry.pk, actor=actor, reason=reason, group=group, now=now, **to.values))


def _telling(build: Callable[..., QuerySet[Any, Any]], **types: type[Value]) -> Addition:
    def told(entry: int, actor: int, reason: str, group: str, now: dt.datetime, **values: Value) -> QuerySet[User, Any]:
        people = User.objects.filter(pk__in=build(**values), is_active=True, suspended_at=None)
        people = people.exclude(claimed_at=None).exclude(pk=actor)
        # In the order of their numbers, so that two who tell the same people wait for each other and never deadlock
        return people.select_for_update(no_key=True).order_by("pk").values_list(
            Given(entry, BigIntegerField()), Given(reason, CharField()), Given(group, CharField()),
            Given(now, DateTimeField()), "pk",
        )  # fmt: skip

    fields = ("entry", "reason", "group", "created_at", "person")
    return Addition(
        Notification, fields, told, "person_id",
        entry=int, actor=int, reason=str, group=str, now=dt.datetime, **types,
    )  # fmt: skip


NAMED = Audience(lambda people: User.objects.filter(pk__in=Numbers(people)).values("pk"), people=str)
