"""What time does for rounds."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from ...lib.errors import NotPossible
from . import actions
from .models import Round


@task()
def begin_due(most: int = 500) -> int:
    """Begin the rounds to which teams wanted to come back by today; safe to run twice. Returns how many."""
    begun = 0
    for last in Round.objects.due(timezone.localdate()).filter(team__members__isnull=False).distinct()[:most]:
        try:
            actions.begin(None, last.team, kind=last.kind, stage=last.stage)
        except NotPossible:  # a member was faster
            continue
        begun += 1
    return begun
