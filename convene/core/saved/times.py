"""When to mail what was found."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from .models import Mail

if TYPE_CHECKING:
    from ..people.models import User
    from .models import Search

MORNING = dt.time(7)
MONDAY = 0
APART = dt.timedelta(minutes=15)  # two mails of what is mailed at once


def due_at(search: Search, person: User, now: dt.datetime) -> dt.datetime | None:
    """When to mail what is found now; mornings are the person's. None for never."""
    if search.mail == Mail.NEVER:
        return None
    if search.mail == Mail.AT_ONCE:
        return max(now, search.mailed_at + APART) if search.mailed_at else now
    here = now.astimezone(ZoneInfo(person.time_zone or settings.TIME_ZONE))
    days = 0 if here.time() < MORNING else 1
    if search.mail == Mail.WEEKLY:
        days += (MONDAY - here.weekday() - days) % 7
    return dt.datetime.combine(here.date() + dt.timedelta(days=days), MORNING, here.tzinfo)
