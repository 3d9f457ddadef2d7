"""Housekeeping, started by the schedule."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from . import letters
from .models import Job, Letter

JOBS_KEPT = timedelta(days=7)
LETTERS_KEPT = timedelta(days=30)
BATCH = 1000  # rows a transaction, so that nobody waits long


@task(priority=-50)
def sweep_jobs() -> int:
    """Forget jobs that were done a week ago; returns how many. Parked ones stay until somebody looks."""
    old = Job.objects.filter(done_at__lt=timezone.now() - JOBS_KEPT)
    return sum(iter(lambda: _delete_some(old), 0))


@task(priority=-50)
def sweep_letters() -> int:
    """Forget letters of a month ago; returns how many. What no server took for days is given up first."""
    if settings.MAIL_URL:
        letters.give_up_old(timezone.now())
    old = Letter.objects.filter(created_at__lt=timezone.now() - LETTERS_KEPT)
    return sum(iter(lambda: _delete_some(old), 0))


@task(priority=-50)
def sweep_sessions() -> None:
    """Forget sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _delete_some(rows: QuerySet[Job] | QuerySet[Letter]) -> int:
    some = list(rows.values_list("pk", flat=True)[:BATCH])
    return rows.model._default_manager.filter(pk__in=some).delete()[0] if some else 0
