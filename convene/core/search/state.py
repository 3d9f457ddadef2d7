"""How far the index has come, for those who run the site."""

from __future__ import annotations

from django.db.models import Max

from ..ledger.models import Entry
from .models import Doc, Progress, Sense

FAR = 1_000  # lines of the ledger


def behind() -> int | None:
    """How many lines of the ledger are not in the index yet; None before it has begun."""
    progress = Progress.objects.first()
    if progress is None:
        return None
    return max((Entry.objects.aggregate(last=Max("pk"))["last"] or 0) - progress.place, 0)


def place() -> int:
    """Up to which line of the ledger everything is in the index; 0 before it has begun."""
    return Progress.objects.values_list("place", flat=True).first() or 0


def being_written() -> str:
    """The kind of thing that is being written anew; "" when everything has been."""
    progress = Progress.objects.first()
    return progress.kind if progress else ""


def count_rows() -> int:
    """How many there are."""
    return Doc.objects.count()


def understood() -> int:
    """Of how many it is known what they mean."""
    return Sense.objects.count()
