"""What time does to discussions."""

from __future__ import annotations

from django_tasks import task

from . import actions
from .actions.guests import recount_guests
from .models import Bookmark, Scheduled, Share, ShowOfHands


@task()
def close_hands() -> int:
    """Close the shows of hands whose closing date has passed; safe to run twice. Returns how many."""
    over = list(ShowOfHands.objects.over().order_by("closes_at")[:200])
    for hands in over:
        actions.close_hands(None, hands)
    return len(over)


@task()
def post_due() -> int:
    """Post what people wrote for later and whose time has come; safe to run twice. Returns how many were posted."""
    due = list(Scheduled.objects.due()[:200])
    return sum(actions.post_scheduled(None, one) for one in due)


@task()
def remind_of_bookmarks() -> int:
    """Tell people of what they wanted to be reminded of today; safe to run twice. Returns how many were told."""
    due = list(Bookmark.objects.due()[:500])
    return sum(actions.remind(None, one) for one in due)


@task()
def count_guests() -> int:
    """Count what communities show of others: who can read a community is changed where nobody knows of discussions.

    Safe to run twice. Returns in how many communities.
    """
    places = list(Share.objects.order_by().values_list("community", flat=True).distinct())
    recount_guests(places)
    return len(places)
