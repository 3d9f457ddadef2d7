"""Who can be named to somebody as a person to ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Count, F
from django.utils import timezone

from ...core.contact.queries import recipients
from ...core.contact.rules import may_write_to
from .models import Participation

if TYPE_CHECKING:
    from ...core.people.models import Actor, User

LATELY, MANY = dt.timedelta(days=7), 5  # so many began to write to somebody: they are left in peace for a while


def open_to(actor: Actor, people: Collection[User]) -> set[int]:
    """Those of them who take a message from `actor`, and were not written to by many others lately. Two queries."""
    begun = Participation.objects.filter(
        person__in=people, joined_at__gt=timezone.now() - LATELY, added_by__isnull=False
    ).exclude(added_by=F("person"))
    counts = begun.order_by().values_list("person").annotate(n=Count("added_by", distinct=True))
    busy = {person for person, number in counts if number >= MANY}
    return {one.person.pk for one in recipients(actor, list(people)) if may_write_to(actor, one)} - busy
