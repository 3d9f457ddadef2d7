"""What time does to discussions."""

from __future__ import annotations

from django_tasks import task

from . import actions
from .models import Poll


@task()
def close_polls() -> int:
    """Close the polls whose closing date has passed; safe to run twice. Returns how many."""
    over = list(Poll.objects.over().order_by("closes_at")[:200])
    for poll in over:
        actions.close_poll(None, poll)
    return len(over)
