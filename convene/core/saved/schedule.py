"""What time does for saved searches."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from ..people.models import User
from . import actions
from .models import KEPT, Find

logger = logging.getLogger(__name__)
BATCH = 1000  # rows a transaction


@task()
def look_for_new(most: int = 20) -> int:
    """See whether what is new fits what people saved; safe to run twice. Returns how many lines were read."""
    read = 0
    for _round in range(most):
        lines = actions.look()
        read += lines
        if not lines:
            break
    return read


@task()
def mail_found(most: int = 500) -> int:
    """Mail people what was found for them and is due, each by itself; safe to run twice. Returns to how many."""
    now = timezone.now()
    due = Find.objects.filter(due_at__lte=now).order_by().values("search__person").distinct()
    return sum(_mail(person, now) for person in User.objects.filter(pk__in=due).order_by("pk")[:most])


def _mail(person: User, now: datetime) -> bool:
    """Whoever cannot be mailed is tried again in a minute, and keeps nobody else waiting."""
    try:
        return actions.mail(person, now)
    except Exception:
        logger.exception("Person %d could not be mailed what was found", person.pk)
        return False


@task(priority=-50)
def sweep_found() -> int:
    """Forget what was found a year ago; returns how much."""
    old, count = Find.objects.filter(at__lt=timezone.now() - KEPT), 0
    while some := list(old.values_list("pk", flat=True)[:BATCH]):
        count += Find.objects.filter(pk__in=some).delete()[0]
    return count
