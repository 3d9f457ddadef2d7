"""Remind those who have not voted, once, before it closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.ruling import require
from .. import rules
from ..models import Poll
from ..queries import undecided
from ..tasks import post

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def remind(actor: User | None, poll: Poll) -> int:
    """Tell the undecided that it closes soon, at the bell and by mail. Safe to run twice. Returns how many are told."""
    require(rules.may_remind(actor))
    here = Poll.objects.select_for_update(of=("self",)).to_remind_of().select_related("community", "team")
    found = here.filter(pk=poll.pk).first()
    if found is None:
        return 0
    found.remind_at = None
    found.save(update_fields=["remind_at"])
    people = undecided(found)
    entry = record(None, "polls.reminded", found, community=found.community)
    number = notify(entry, people, reason="reminded", group=found.group)
    post(found, "reminder", people)
    return number
