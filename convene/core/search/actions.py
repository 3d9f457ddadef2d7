"""Keep what somebody looked for, for themselves, and let it go. It leaves no line in the ledger."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from ...lib.finding.words import folded
from ...lib.ruling import require
from . import rules
from .models import LONGEST, Past, Unkept

if TYPE_CHECKING:
    from ..people.models import User

AGAIN = 600  # seconds in which what was noted last is not noted anew: filters, sorting and pages ask for it again
_REMEMBER = (
    "INSERT INTO search_past (person_id, key, words, at) SELECT %s, %s, %s, %s"
    " WHERE NOT EXISTS (SELECT 1 FROM search_unkept WHERE person_id = %s)"
    " ON CONFLICT (person_id, key) DO UPDATE SET words = EXCLUDED.words, at = EXCLUDED.at"
)


def remember(actor: User, words: str) -> None:
    """Note that they looked for this, unless they want nothing kept. One query, none where it was noted last."""
    require(rules.may_keep(actor))
    key = folded(words)
    if len(words) <= LONGEST and len(key) <= LONGEST and cache.get(_last(actor)) != key:
        at = connection.ops.adapt_datetimefield_value(timezone.now())
        with suppress(OperationalError), connection.cursor() as cursor:  # a disk that is full keeps nobody from finding
            cursor.execute(_REMEMBER, [actor.pk, key, words, at, actor.pk])
        cache.set(_last(actor), key, AGAIN)


@transaction.atomic
def forget(actor: User) -> None:
    """Let go of all that they looked for."""
    require(rules.may_keep(actor))
    Past.objects.filter(person=actor).delete()
    cache.delete(_last(actor))


@transaction.atomic
def keep(actor: User, *, keeps: bool) -> None:
    """Keep what they look for from now on, or nothing any more."""
    require(rules.may_keep(actor))
    if keeps:
        Unkept.objects.filter(person=actor).delete()
    else:
        Unkept.objects.get_or_create(person=actor)
        Past.objects.filter(person=actor).delete()
    cache.delete(_last(actor))


def _last(person: User) -> str:
    """What a person looked for last, as the cache calls it."""
    return f"search:last:{person.pk}"
