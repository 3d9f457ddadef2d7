"""What time does for dialogues."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django_tasks import task

from . import actions
from .models import Dialogue, Pack, Recommendation

SEALED_AFTER = dt.timedelta(days=30)


@task()
def seal_closed() -> int:
    """Thirty days after closing, let nobody find out any more whose ballot is whose; safe to run twice."""
    over = list(Dialogue.objects.unsealed(timezone.now() - SEALED_AFTER))
    for dialogue in over:
        actions.seal(dialogue)
    return len(over)


@task(priority=-50)
def ask_for_answers(most: int = 500) -> int:
    """Remind those who convene of answers whose day has passed; safe to run twice. Returns of how many."""
    due = list(Recommendation.objects.overdue(timezone.localdate()).order_by("answer_by")[:most])
    for one in due:
        actions.remind_of_answer(None, one)
    return len(due)


@task(priority=-50)
def sweep_packs() -> int:
    """Take away files of votes that are too old; returns how many."""
    old = list(Pack.objects.too_old().select_related("dialogue"))
    for pack in old:
        actions.remove_pack(None, pack)
    return len(old)
