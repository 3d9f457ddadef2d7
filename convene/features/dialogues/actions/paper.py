"""Ballots that people marked on paper, typed in by those who convene; the last one can be taken back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Access, Ballot, Dialogue, Vote
from ..models.ballot import key_of
from .coding import take_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ....core.people.models import User


@transaction.atomic
def enter_paper(actor: User, dialogue: Dialogue, *, slip: str, votes: Mapping[int, int], code: str = "") -> str:
    """Type in one slip: one voter, with a ballot of their own that nothing marks as one from paper. Returns its key.

    slip: a word drawn by lot for the form, so that what is sent twice is entered once. votes: by key of the statement.
    code: what stands on the slip, where people vote by code.
    """
    require(rules.may_enter_paper(actor, dialogue))
    by_code = dialogue.access == Access.CODES
    if not votes:
        raise NotPossible(_("Nothing is marked on this slip. Mark one statement at least, or put it aside."))
    if dialogue.statements.shown().filter(pk__in=votes).count() < len(votes):
        raise NotPossible(_("A statement of this slip is not shown any more. Look at the list again."))
    used = _("Somebody has voted with this code already, and it is good for one ballot. Put the slip aside.")
    key = take_code(dialogue, f"code:{code}:{slip}", used=used) if by_code else key_of(dialogue, f"paper:{slip}")
    ballot, _is_new = Ballot.objects.select_for_update().get_or_create(dialogue=dialogue, key=key)
    if ballot.sequence:
        raise NotPossible(used if by_code else _("This slip was entered already."))
    Ballot.objects.filter(pk=ballot.pk).update(sequence=len(votes))
    Vote.objects.bulk_create(
        Vote(ballot=ballot, statement_id=statement, value=value, sequence=number)
        for number, (statement, value) in enumerate(votes.items(), 1)
    )
    Dialogue.objects.filter(pk=dialogue.pk).update(
        changes=F("changes") + len(votes), vote_count=F("vote_count") + len(votes),
        voter_count=F("voter_count") + 1, paper_count=F("paper_count") + 1,
    )  # fmt: skip
    record(actor, "dialogues.entered", dialogue, facts={"ballots": 1})
    return key


@transaction.atomic
def take_back_paper(actor: User, dialogue: Dialogue, *, key: str, votes: int) -> None:
    """Take back a slip that was typed in wrongly, so that it can be typed in anew.

    key: of its ballot, which whoever typed it in has for a while; votes: how many stood on it. A code is free again.
    """
    require(rules.may_enter_paper(actor, dialogue))
    ballot = Ballot.objects.select_for_update().filter(dialogue=dialogue, key=key).first() if key else None
    if ballot is None or ballot.sequence != votes:
        raise NotPossible(_("This slip was taken back already, or cannot be found any more. Type in the next one."))
    Vote.objects.filter(ballot=ballot).delete()
    if ballot.shown:  # the picture that stands rests on it: the row stays, empty, until another one does not
        Ballot.objects.filter(pk=ballot.pk).update(key=secrets.token_hex(16), sequence=0)
    else:
        ballot.delete()
    Dialogue.objects.filter(pk=dialogue.pk).update(
        changes=F("changes") + votes, vote_count=F("vote_count") - votes,
        voter_count=F("voter_count") - 1, paper_count=F("paper_count") - 1,
    )  # fmt: skip
    record(actor, "dialogues.paper_taken_back", dialogue, facts={"ballots": 1})
