"""What time does to people who leave, and to copies of what is theirs."""

from __future__ import annotations

import logging

from django_tasks import task

from . import actions
from .models import Export, User

logger = logging.getLogger(__name__)


@task(priority=-50)
def forget_those_who_left(most: int = 50) -> int:
    """Forget people whose days of grace are over, each by itself; safe to run twice. Returns how many."""
    return sum(_forget(person) for person in User.objects.who_go()[:most])


def _forget(person: User) -> bool:
    """One who cannot be forgotten is tried again in an hour, and keeps nobody else waiting."""
    try:
        return actions.forget(None, person)
    except Exception:
        logger.exception("Person %d could not be forgotten", person.pk)
        return False


@task(priority=-50)
def sweep_exports() -> int:
    """Take away copies that are too old; returns how many."""
    old = list(Export.objects.too_old())
    for export in old:
        actions.remove_export(None, export)
    return len(old)
