"""What time does for introductions."""

from __future__ import annotations

from django_tasks import task

from . import actions
from .models import Introduction


@task()
def end_introductions(most: int = 500) -> int:
    """End what nobody said yes to in four weeks; safe to run twice."""
    due = list(Introduction.objects.due()[:most])
    for one in due:
        actions.end(one)
    return len(due)
