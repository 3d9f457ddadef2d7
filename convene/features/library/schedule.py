"""What time does to the library."""

from __future__ import annotations

from django_tasks import task

from . import actions
from .models import Resource


@task(priority=-50)
def ask_for_reviews(most: int = 200) -> int:
    """Say of resources that they are due for a fresh look; safe to run twice. Returns how many."""
    return sum(actions.grow_stale(one) for one in Resource.objects.overdue().order_by("review_on")[:most])


@task(priority=-50)
def note_mentions() -> int:
    """Find the discussions that link to resources; safe to run twice. Returns how many lines it read."""
    return actions.note_mentions()
