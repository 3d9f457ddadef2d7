"""How often moderators decided what, by quarter: public, and small numbers are hidden."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import islice

from django.db.models import Count
from django.db.models.functions import TruncQuarter
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Decision, Did

COUNTED = (Did.REPORTED, Did.HELD, Did.APPROVED, Did.REFUSED, Did.APPEALED, Did.OVERTURNED)
QUARTERS = 4
SMALL = 5  # fewer than that are not told apart


@dataclass(frozen=True, slots=True)
class Quarter:
    """What was decided in three months."""

    name: str  # "2026, 3rd quarter"
    counts: dict[str, int]

    def said(self, did: str) -> str:
        """A count as it may be told."""
        number = self.counts.get(did, 0)
        return _("fewer than %(num)s") % {"num": SMALL} if 0 < number < SMALL else str(number)


def quarters(now: dt.datetime | None = None) -> list[Quarter]:
    """The last four quarters in which anything was decided, the latest first. One query."""
    since = (now or timezone.now()) - dt.timedelta(days=92 * (QUARTERS + 1))
    rows = (
        Decision.objects.filter(at__gt=since, did__in=[*COUNTED, Did.EDITED])
        .annotate(quarter=TruncQuarter("at", tzinfo=dt.UTC))
        .order_by()
        .values_list("quarter", "did")
        .annotate(times=Count("pk"))
    )
    found: dict[dt.datetime, dict[str, int]] = {}
    for quarter, did, times in rows:
        counted = Did.APPROVED if did == Did.EDITED else did
        here = found.setdefault(quarter, {})
        here[counted] = here.get(counted, 0) + times
    whole = (at for at in sorted(found, reverse=True) if at >= since)
    return [Quarter(_name(at), found[at]) for at in islice(whole, QUARTERS)]


def _name(at: dt.datetime) -> str:
    return _("%(year)s, quarter %(number)s") % {"year": at.year, "number": (at.month + 2) // 3}
