"""Housekeeping, started by the schedule."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from .models import User

PATIENCE = timedelta(days=7)


@task(priority=-50)
def forget_unproven() -> int:
    """Free the name and address of accounts whose address nobody proved within a week; returns how many."""
    waiting = User.objects.filter(claimed_at=None, email__isnull=False, is_staff=False)
    return waiting.filter(created_at__lt=timezone.now() - PATIENCE).delete()[1].get("people.User", 0)
