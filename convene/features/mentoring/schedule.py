"""What time does for mentoring."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import actions
from .models import Mentorship


@task()
def remind_of_mentoring(most: int = 200) -> int:
    """Remind whoever has not answered, and ask after what has gone on for long; safe to run twice."""
    due = list(Mentorship.objects.filter(remind_at__lte=timezone.now()).order_by("remind_at")[:most])
    for one in due:
        actions.remind(one)
    return len(due)
