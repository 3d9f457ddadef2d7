"""Say what followed, and come back to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import MAX_SOURCE, CookContext, cook
from ....lib.text.names import clean_name
from .. import rules
from ..models import Outcome, Poll, Review, ReviewState
from ..queries import participants, voters
from ..tasks import post
from .asking import held

if TYPE_CHECKING:
    from ....core.people.models import User

FARTHEST = dt.timedelta(days=5 * 366)


@transaction.atomic
def conclude(actor: User, poll: Poll, *, text: str, review_on: dt.date | None = None) -> Outcome:
    """Write what was decided; those who took part are told, by mail too."""
    poll = held(poll)
    require(rules.may_conclude(actor, poll))
    words = text.strip()
    if not words or len(words) > MAX_SOURCE:
        raise NotPossible(_("Write in a few sentences what was decided, and what happens next."))
    if poll.community:
        check_words(actor, poll.community, words)
    _check_day(review_on)
    before = Outcome.objects.filter(poll=poll).first()
    said: dict[str, Any] = {
        "text": words,
        "html": cook(words, CookContext()).html,
        "review_on": review_on,
        "asked_on": None,
    }
    if before is None:
        said |= {"written_by": actor, "written_at": timezone.now()}
    outcome, is_first = Outcome.objects.update_or_create(poll=poll, defaults=said)
    entry = record(actor, "polls.concluded", poll, community=poll.community)
    if is_first or (before and before.text != words):
        people = participants(poll)
        notify(entry, people, reason="voted", group=poll.group)
        post(poll, "outcome", people)
    return outcome


@transaction.atomic
def review(actor: User, poll: Poll, *, state: str, words: str = "", review_on: dt.date | None = None) -> Review:
    """Say whether the outcome still stands, and perhaps when to look again; those who took part are told."""
    poll = held(poll)
    require(rules.may_review(actor, poll))
    if state not in ReviewState.values:
        raise NotPossible(_("Say whether it still stands, was adjusted, or no longer holds."))
    why = clean_name(words, 1000)
    if state != ReviewState.STANDS and not why:
        raise NotPossible(_("Say in a sentence what has changed."))
    _check_day(review_on)
    outcome = Outcome.objects.get(poll=poll)
    outcome.review_on, outcome.asked_on = review_on, None
    outcome.save(update_fields=["review_on", "asked_on"])
    made = Review.objects.create(outcome=outcome, by=actor, state=state, words=why)
    entry = record(actor, "polls.reviewed", poll, community=poll.community, facts={"state": state})
    notify(entry, participants(poll), reason="voted", group=poll.group)
    return made


@transaction.atomic
def remind_of_review(actor: User | None, outcome: Outcome) -> None:
    """Tell whoever asked, or else those who took part, that its day has come; time alone does this."""
    require(rules.may_remind(actor))
    here = Outcome.objects.select_for_update(of=("self",)).due(timezone.localdate()).filter(pk=outcome.pk).first()
    if here is None:
        return
    here.asked_on = timezone.localdate()
    here.save(update_fields=["asked_on"])
    poll = Poll.objects.select_related("community", "team").get(pk=here.pk)
    caller = voters(poll).filter(pk=poll.caller_id or 0)
    entry = record(None, "polls.review_due", poll, community=poll.community)
    notify(entry, caller if caller.exists() else participants(poll), reason="review", group=poll.group)


def _check_day(day: dt.date | None) -> None:
    today = timezone.localdate()
    if day and not today < day <= today + FARTHEST:
        raise NotPossible(_("Choose a day of review after today, within five years."))
