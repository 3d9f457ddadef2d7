"""Tell people, note what they have read, and what they want no mails about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ...lib.database.prepared import Change, Prepared
from ...lib.ruling import require
from ...lib.web import live
from ..people.models import User
from . import rules
from .audience import Chosen, tell
from .models import Notification, Unmailed

if TYPE_CHECKING:
    from ..ledger.models import Entry


@transaction.atomic(savepoint=False)
def notify(entry: Entry, to: Iterable[User] | QuerySet[User] | Chosen, *, reason: str, group: str) -> int:
    """Tell people of what happened: each once, never the one who did it, and only people who have an account.

    The caller chooses people who can see the subject; `group` is what the lines are about, "discussions.topic:12".
    Costs two queries for any number of people, and returns how many are told.
    """
    now = timezone.now()
    told = tell(to, entry, reason, group, now)
    if told:
        rung = _RING(entry=entry.pk, group=group, now=now)  # one more for each group, not each line
        live.publish_each({f"person:{pk}": {"unread": unread} for pk, unread in rung})
    return told


def _ring(entry: int, group: str, now: dt.datetime) -> tuple[QuerySet[User], dict[str, Any]]:
    """The bells of those just told, to whom nothing else of this group is unread; asked once their rows are held."""
    waiting = Notification.objects.filter(person=OuterRef("person"), group=group, read_at=None).exclude(entry=entry)
    told = Notification.objects.filter(~Exists(waiting), entry=entry, created_at=now).values("person")
    return User.objects.filter(pk__in=told), {"unread_notifications": F("unread_notifications") + 1}


_RING = Change(_ring, "id", "unread_notifications", entry=int, group=str, now=dt.datetime)


def read_group(person: User, group: str) -> int:
    """The person has seen what these lines are about; costs no query when nothing is unread."""
    if not person.unread_notifications:
        return 0
    return _read(person, lambda now: _unread(person.pk).filter(group=group).update(read_at=now))


def read_all(person: User) -> int:
    """The person wants to hear no more of anything so far."""
    return _read(person, lambda now: _unread(person.pk).update(read_at=now))


@transaction.atomic
def regroup(entries: QuerySet[Entry], group: str) -> None:
    """What these lines are about belongs under another heading now."""
    lines = Notification.objects.filter(entry__in=entries.order_by().values("pk")).exclude(group=group)
    people = set(lines.filter(read_at=None).values_list("person_id", flat=True))
    bells = User.objects.filter(pk__in=people)
    list(bells.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    lines.update(group=group)
    mine = Notification.objects.filter(person=OuterRef("pk"), read_at=None).order_by().values("person")
    left = mine.annotate(groups=Count("group", distinct=True)).values("groups")
    bells.update(unread_notifications=Coalesce(Subquery(left), 0))


def drop(person: User, ids: Iterable[int]) -> int:
    """Put away lines about things that the person can no longer see."""
    return _read(person, lambda now: _unread(person.pk).filter(pk__in=list(ids)).update(read_at=now))


@transaction.atomic
def choose_mail(actor: User, *, about: str, by_mail: bool) -> None:
    """Have what is told about this kind of thing mailed too, or not any more."""
    require(rules.may_choose_mail(actor))
    if by_mail:
        Unmailed.objects.filter(person=actor, about=about).delete()
    else:
        stop_mail(actor.pk, about)


@transaction.atomic
def stop_mail(person: int, about: str) -> None:
    """Mail them nothing more about this kind of thing: they pressed the link in such a mail."""
    Unmailed.objects.get_or_create(person_id=person, about=about)


@transaction.atomic
def _read(person: User, mark: Callable[[dt.datetime], int]) -> int:
    """Mark as read, then count what is left exactly, so that the number at the bell cannot drift.

    Whoever tells the person something meanwhile waits at the lock, or was waited for.
    """
    _HOLD(person=person.pk)
    read = mark(timezone.now())
    if read:
        ((person.unread_notifications,),) = _COUNT(person=person.pk)
    return read


def _unread(person: int) -> QuerySet[Notification]:
    return Notification.objects.filter(person=person, read_at=None)


def _left(person: int) -> tuple[QuerySet[User], dict[str, Any]]:
    groups = _unread(person).order_by().values("person").annotate(groups=Count("group", distinct=True))
    return User.objects.filter(pk=person), {"unread_notifications": Coalesce(Subquery(groups.values("groups")), 0)}


_HOLD = Prepared(
    lambda person: User.objects.select_for_update(no_key=True).filter(pk=person).values_list("pk"), person=int
)
_COUNT = Change(_left, "unread_notifications", person=int)
