"""What time does for actions."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import actions
from .queries import to_remind


@task(priority=-50)
def remind_of_due(most: int = 1000) -> int:
    """Remind people of actions around their day; safe to run twice. Returns of how many."""
    found = to_remind(timezone.localdate(), most)
    return sum(actions.remind(None, person, steps) for person, steps in found.items())
