"""What time does for polls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import actions
from .models import Outcome, Poll


@task()
def remind_undecided(most: int = 100) -> int:
    """Remind those who have not voted of what closes soon; safe to run twice. Returns of how many polls."""
    due = list(Poll.objects.to_remind_of().order_by("remind_at")[:most])
    for one in due:
        actions.remind(None, one)
    return len(due)


@task()
def close_what_is_over(most: int = 200) -> int:
    """Close what was open until now; safe to run twice. Returns how many."""
    over = list(Poll.objects.over().order_by("closes_at")[:most])
    for one in over:
        actions.close(None, one)
    return len(over)


@task(priority=-50)
def ask_for_review(most: int = 500) -> int:
    """Bring back outcomes whose day of review has come; safe to run twice. Returns how many."""
    due = list(Outcome.objects.due(timezone.localdate()).order_by("review_on")[:most])
    for one in due:
        actions.remind_of_review(None, one)
    return len(due)
