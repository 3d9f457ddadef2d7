"""Vote, and vote differently until it closes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....core.notifications.actions import read_group
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Poll, Stance, Urn
from ..models.vote import key_of
from .asking import held
from .checking import checked

if TYPE_CHECKING:
    from ....core.people.models import User

LETTERS = 1000


@transaction.atomic
def vote(actor: User, poll: Poll, *, choices: Mapping[str, int], reason: str = "", word: str = "") -> None:
    """Say how one stands and why; a second vote takes the place of the first.

    word: what the voter's browser keeps, where votes have no names.

    raises: NotPossible for answers that there are not, and where a vote without a name cannot be found again.
    """
    poll = held(poll)
    require(rules.may_vote(actor, poll))
    chosen, why = checked(poll, choices), clean_name(reason, LETTERS)
    if why and poll.community:
        check_words(actor, poll.community, why)
    if poll.is_anonymous:
        _into_urn(actor, poll, chosen, why, word)
    else:
        said = {"choices": chosen, "reason": why, "at": timezone.now()}
        Stance.objects.update_or_create(poll=poll, person=actor, defaults=said)
    poll.voter_count = Stance.objects.filter(poll=poll).count()
    poll.save(update_fields=["voter_count"])
    record(None if poll.is_anonymous else actor, "polls.voted", poll, community=poll.community)
    read_group(actor, poll.group)


def _into_urn(actor: User, poll: Poll, chosen: dict[str, int], why: str, word: str) -> None:
    """The row of the urn is held by the poll's; its ballots lie in the order of their keys, which are by chance."""
    if not word:
        raise NotPossible(
            _("Your browser keeps the word with which you can change your vote. Allow cookies, and vote again.")
        )
    urn, key = Urn.objects.get(poll=poll), key_of(word, poll.pk, actor.pk)
    _stance, is_first = Stance.objects.get_or_create(poll=poll, person=actor)
    if not is_first and key not in urn.ballots:
        raise NotPossible(
            _("You have voted with another browser. Votes here have no names, so only that browser can change yours.")
        )
    urn.ballots = dict(sorted((urn.ballots | {key: {"choices": chosen, "reason": why}}).items()))
    urn.save(update_fields=["ballots"])
