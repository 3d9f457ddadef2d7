"""End the voting."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.ruling import require
from .. import rules
from ..models import Poll, Urn
from ..queries import participants, voters
from .asking import held, note_on_topic

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def close(actor: User | None, poll: Poll) -> None:
    """No more votes; those who took part are told. `actor` is None when its hour has come. Safe to run twice."""
    poll = held(poll)
    require(rules.may_close(actor, poll))
    if poll.closed_at:
        return
    poll.closed_at = timezone.now() if actor else poll.closes_at
    poll.eligible_count, poll.remind_at = max(voters(poll).count(), poll.voter_count), None
    _seal(poll)
    poll.save(update_fields=["closed_at", "eligible_count", "remind_at"])
    entry = record(actor, "polls.closed", poll, community=poll.community)
    notify(entry, participants(poll), reason="voted", group=poll.group)
    note_on_topic(poll)


def _seal(poll: Poll) -> None:
    """Draw the keys of all ballots anew, so that no browser and nobody else can find one again."""
    urn = Urn.objects.filter(poll=poll).first()
    if urn:
        cast = {secrets.token_hex(16): one for one in urn.ballots.values()}
        urn.ballots = dict(sorted(cast.items()))
        urn.save(update_fields=["ballots"])
