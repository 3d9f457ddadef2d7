"""Whom to tell: people with an account who were not told of the same before, in one query."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet

from ...lib.database.prepared import Numbers, Prepared, Value, listed
from ..people.models import User
from .models import Notification

if TYPE_CHECKING:
    from ..ledger.models import Entry


class Audience:
    """People who are told of something again and again, as a query compiled once.

    WATCHERS = Audience(lambda topic: User.objects.filter(readings__topic=topic, …), topic=int)
    notify(entry, WATCHERS.of(topic=12), …)
    """

    def __init__(self, build: Callable[..., QuerySet[User]], **types: type[Value]) -> None:
        self.told = Prepared(
            lambda entry, actor, **values: _told(build(**values), entry, actor), entry=int, actor=int, **types
        )

    def of(self, **values: Value) -> Chosen:
        """The people for these values."""
        return Chosen(self.told, values)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An audience and its values."""

    told: Prepared
    values: dict[str, Value]


def who_is_told(to: Iterable[User] | QuerySet[User] | Chosen, entry: Entry) -> Iterable[tuple[int]]:
    """The numbers of those to tell, whose rows are held until the commit, so that their bells count right."""
    actor = entry.actor_id or 0
    if isinstance(to, QuerySet):
        return _told(to, entry.pk, actor)
    if not isinstance(to, Chosen):
        people = listed(person.pk for person in to)
        if not people:
            return []
        to = NAMED.of(people=people)
    return to.told(entry=entry.pk, actor=actor, **to.values)


def _told(chosen: QuerySet[User], entry: int, actor: int) -> QuerySet[User, Any]:
    already = Notification.objects.filter(entry=entry, person=OuterRef("pk"))
    people = User.objects.filter(~Exists(already), pk__in=chosen.order_by().values("pk"))
    people = people.filter(is_active=True, suspended_at=None).exclude(claimed_at=None).exclude(pk=actor)
    # In the order of their numbers, so that two who tell the same people wait for each other and never deadlock
    return people.select_for_update(no_key=True).order_by("pk").values_list("pk")


NAMED = Audience(lambda people: User.objects.filter(pk__in=Numbers(people)), people=str)
