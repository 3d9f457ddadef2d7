"""What time does for the search."""

from __future__ import annotations

from django_tasks import task

from . import popular


@task(priority=-50)
def count_popular() -> int:
    """Count what many look for, and forget what was looked for long ago; safe to run twice. Returns how much of it."""
    popular.forget_past()
    return popular.count_popular()
