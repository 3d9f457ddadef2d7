"""What time does to files."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import actions, limits
from .models import File


@task(priority=-50)
def sweep_files(most: int = 500) -> int:
    """Take away files that were uploaded and never used; safe to run twice. Returns how many."""
    adrift = File.objects.adrift(timezone.now() - limits.KEPT_ADRIFT).order_by("created_at")[:most]
    for file in adrift:
        actions.remove(None, file)
    return len(adrift)
