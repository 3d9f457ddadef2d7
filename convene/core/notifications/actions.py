"""Tell people, and note what they have read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from ...lib.database.inserts import insert_new
from ...lib.web import live
from ..people.models import User
from .models import Notification

if TYPE_CHECKING:
    from ..ledger.models import Entry


@transaction.atomic(savepoint=False)
def notify(entry: Entry, to: Iterable[User] | QuerySet[User], *, reason: str, group: str) -> int:
    """Tell people of what happened: each once, never the one who did it, and only people who have an account.

    The caller chooses people who can see the subject; `group` is what the lines are about, "discussions.topic:12".
    Costs three queries for any number of people, and returns how many are told.
    """
    if not isinstance(to, QuerySet):
        to = list(to)
        if not to:
            return 0
    told = list(_who_is_told(entry, to, group)) if isinstance(to, QuerySet) or (to := list(to)) else []
    if not told:
        return 0
    newly = [pk for pk, _unread, already in told if not already]  # one more at the bell for each group, not each line
    User.objects.filter(pk__in=newly).update(unread_notifications=F("unread_notifications") + 1)
    insert_new(
        Notification,
        {"entry_id": entry.pk, "reason": reason, "group": group, "created_at": timezone.now()},
        person_id=[pk for pk, *_numbers in told],
    )
    live.publish_each({f"person:{pk}": {"unread": unread + 1} for pk, unread, already in told if not already})
    return len(told)


def _who_is_told(
    entry: Entry, to: Iterable[User] | QuerySet[User], group: str
) -> QuerySet[User, tuple[int, int, bool]]:
    """Whom to tell: number, unread groups, and whether this group is one of them."""
    chosen = Q(pk__in=to.order_by().values("pk") if isinstance(to, QuerySet) else [person.pk for person in to])
    theirs = Notification.objects.filter(person=OuterRef("pk"))
    people = User.objects.filter(chosen, ~Exists(theirs.filter(entry=entry)), is_active=True, suspended_at=None)
    people = people.exclude(claimed_at=None).exclude(pk=entry.actor_id or 0)
    return people.values_list("pk", "unread_notifications", Exists(theirs.filter(group=group, read_at=None)))


def read_group(person: User, group: str) -> int:
    """The person has seen what these lines are about; costs no query when nothing is unread."""
    if not person.unread_notifications:
        return 0
    return _read(person, Q(group=group))


def read_all(person: User) -> int:
    """The person wants to hear no more of anything so far."""
    return _read(person, Q())


def drop(person: User, ids: Iterable[int]) -> int:
    """Put away lines about things that the person can no longer see."""
    return _read(person, Q(pk__in=list(ids)))


@transaction.atomic
def _read(person: User, which: Q) -> int:
    """Mark as read, then count what is left exactly, so that the number at the bell cannot drift."""
    mine = Notification.objects.filter(person_id=person.pk, read_at=None)
    read = mine.filter(which).update(read_at=timezone.now())
    if read:
        left = mine.order_by().values("person").annotate(groups=Count("group", distinct=True)).values("groups")
        User.objects.filter(pk=person.pk).update(unread_notifications=Coalesce(Subquery(left), 0))
        person.refresh_from_db(fields=["unread_notifications"])
    return read
