"""Ask for a second look, and take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import Decision, Did, Item, State
from .decisions import let_stand
from .telling import tell_author, tell_moderators

if TYPE_CHECKING:
    from ...people.models import User

LONGEST = 2000


@transaction.atomic
def appeal(actor: User, item: Item, *, words: str) -> Item:
    """Ask for a second look at a refusal, by somebody else than who decided."""
    item = _locked(item)
    require(rules.may_appeal(actor, item))
    words = words.strip()[:LONGEST]
    if not words:
        raise NotPossible(_("Say why you see it differently: it is what the second moderator goes by."))
    item.appeal, item.appealed_at = words, timezone.now()
    item.save(update_fields=["appeal", "appealed_at"])
    Decision.objects.create(item=item, did=Did.APPEALED, by=actor, reason=words)
    entry = record(actor, "moderation.appealed", item, community=item.community)
    tell_moderators(entry, item, reason="appealed", but=item.decided_by_id)
    return item


@transaction.atomic
def judge(actor: User, item: Item, *, upholds: bool, reason: str) -> Item:
    """Take the second look: the refusal stands, or the thing appears after all; the author is told why."""
    item = _locked(item)
    require(rules.may_judge(actor, item))
    reason = reason.strip()
    if not reason:
        raise NotPossible(_("Say why, in a sentence: it is told to the author."))
    item.judged_at = timezone.now()
    if not upholds:
        item.state = State.APPROVED
        item.save(update_fields=["state"])
        let_stand(actor, item)
    item.reason = reason
    item.save()
    did = Did.UPHELD if upholds else Did.OVERTURNED
    Decision.objects.create(item=item, did=did, by=actor, reason=reason)
    tell_author(record(actor, f"moderation.{did}", item, community=item.community), item, did.value)
    return item


def _locked(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("author", "community").get(pk=item.pk)
