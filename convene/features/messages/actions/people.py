"""From whom one takes messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..models import Accepts, Block, Preference

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def accept_from(actor: User, *, accepts: str) -> None:
    """Choose from whom one takes a first message."""
    require(rules.may_start(actor))
    if accepts not in Accepts.values:
        raise NotPossible(_("Choose who may write to you: all members, people in your communities, or nobody."))
    mine, _new = Preference.objects.update_or_create(person=actor, defaults={"accepts": accepts})
    record(actor, "private_messages.accepts_set", mine, facts={"accepts": accepts})


@transaction.atomic
def block(actor: User, person: User) -> None:
    """Hear nothing more from somebody; they are not told."""
    require(rules.may_block(actor, person))
    made, is_new = Block.objects.get_or_create(person=actor, blocked=person)
    if is_new:
        record(actor, "private_messages.blocked", made)


@transaction.atomic
def unblock(actor: User, person: User) -> None:
    """End a block."""
    require(rules.may_block(actor, person))
    for ended in Block.objects.filter(person=actor, blocked=person):
        record(actor, "private_messages.unblocked", ended)
        ended.delete()
