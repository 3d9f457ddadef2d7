"""Choose who may write to one, block, and let two take messages from each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from ...lib.ruling import require
from ..ledger.actions import record
from . import rules
from .models import Accepts, Block, Introduced, Preference

if TYPE_CHECKING:
    from ..people.models import User


@transaction.atomic
def accept_from(actor: User, *, accepts: str, by_mail: bool = True) -> None:
    """Choose from whom one takes a first message, and whether it comes by mail as well."""
    require(rules.may_choose(actor))
    if accepts not in Accepts.values:
        raise NotPossible(_("Choose who may write to you: all members, people in your communities, or nobody."))
    chosen = {"accepts": accepts, "by_mail": by_mail}
    mine, _new = Preference.objects.update_or_create(person=actor, defaults=chosen)
    record(actor, "contact.accepts_set", mine, facts={"accepts": accepts})


@transaction.atomic
def block(actor: User, person: User) -> None:
    """Hear nothing more from somebody; they are not told."""
    require(rules.may_block(actor, person))
    made, is_new = Block.objects.get_or_create(person=actor, blocked=person)
    Introduced.objects.filter(person__in=[actor, person], to__in=[actor, person]).delete()
    if is_new:
        record(actor, "contact.blocked", made)


@transaction.atomic
def unblock(actor: User, person: User) -> None:
    """End a block."""
    require(rules.may_block(actor, person))
    for ended in Block.objects.filter(person=actor, blocked=person):
        record(actor, "contact.unblocked", ended)
        ended.delete()


@transaction.atomic
def introduce(actor: User, person: User) -> None:
    """Both said yes: from now on each takes messages from the other. Who may bring that about, the caller has asked."""
    require(rules.may_choose(actor))
    for one, other in ((actor, person), (person, actor)):
        Introduced.objects.get_or_create(person=one, to=other)
