"""How far the index has come, for those who run the site."""

from __future__ import annotations

from django.db.models import Max

from ..ledger.models import Entry
from .copies import server
from .models import Doc, Progress, Sense, Unsent

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


def unsent() -> int:
    """How many rows a server does not have as they are now."""
    return Unsent.objects.values("doc").distinct().count()


def refused() -> int:
    """How many rows a server has refused to take in."""
    return Unsent.objects.filter(refusals__gt=0).count()


def is_copied() -> bool:
    """Whether the server has a copy of all that can be asked."""
    copied = Progress.objects.values_list("copied", flat=True).first() or ""
    return copied.startswith(f"{server().place}-")


def is_copied_anew() -> bool:
    """Whether that copy was made after everything was last written anew."""
    progress = Progress.objects.first()
    return progress is not None and progress.copied == f"{server().place}-{progress.round}"
