"""Keep what somebody looked for, for themselves, and let it go. It leaves no line in the ledger."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from ...lib.database.prepared import Prepared
from ...lib.finding.words import folded
from ...lib.ruling import require
from . import rules
from .models import LONGEST, Past, Unkept

if TYPE_CHECKING:
    from ..people.models import User

AGAIN = timedelta(days=1)  # in which what was noted last is not noted anew: filters and sorting ask for it again
_LAST = Prepared(
    lambda person, since: Past.objects.filter(person=person, at__gt=since).order_by("-at").values_list("key")[:1],
    person=int, since=datetime,
)  # fmt: skip
_REMEMBER = (
    "INSERT INTO search_past (person_id, key, words, at) SELECT %s, %s, %s, %s"
    " WHERE NOT EXISTS (SELECT 1 FROM search_unkept WHERE person_id = %s)"
    " ON CONFLICT (person_id, key) DO UPDATE SET words = EXCLUDED.words, at = EXCLUDED.at"
)


def remember(actor: User, words: str) -> None:
    """Note that they looked for this, unless they want nothing kept. One query where it was noted last, else two."""
    require(rules.may_keep(actor))
    key, now = folded(words), timezone.now()
    if len(words) <= LONGEST and len(key) <= LONGEST and (key,) not in _LAST(person=actor.pk, since=now - AGAIN):
        at = connection.ops.adapt_datetimefield_value(now)
        with suppress(OperationalError), connection.cursor() as cursor:  # a disk that is full keeps nobody from finding
            cursor.execute(_REMEMBER, [actor.pk, key, words, at, actor.pk])


@transaction.atomic
def forget(actor: User) -> None:
    """Let go of all that they looked for."""
    require(rules.may_keep(actor))
    Past.objects.filter(person=actor).delete()


@transaction.atomic
def keep(actor: User, *, keeps: bool) -> None:
    """Keep what they look for from now on, or nothing any more."""
    require(rules.may_keep(actor))
    if keeps:
        Unkept.objects.filter(person=actor).delete()
    else:
        Unkept.objects.get_or_create(person=actor)
        Past.objects.filter(person=actor).delete()
