"""What time counts."""

from __future__ import annotations

from django_tasks import task

from ...core.communities.models import Community
from . import actions


@task(priority=-50)
def count_figures() -> int:
    """Count how each community is doing; safe to run twice. Returns how many were counted."""
    every = list(Community.objects.order_by("pk"))
    for community in every:
        actions.count(None, community)
    return len(every)
