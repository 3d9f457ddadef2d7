"""Decide whether two entries are one institution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import Belonging, Claim, Institution, Pair

if TYPE_CHECKING:
    from ...people.models import User


@transaction.atomic
def settle(actor: User, pair: Pair, *, is_one: bool) -> None:
    """They are two; or the second was the first all along, and its address and its people go there from now on."""
    require(rules.may_settle(actor))
    answer = {"settled_at": timezone.now(), "settled_by": actor, "is_one": is_one}
    if not Pair.objects.filter(pk=pair.pk, settled_at=None).update(**answer):
        raise NotPossible(_("Somebody has decided about these two already."))
    if is_one:
        kept = pair.first.merged_into_id or pair.first_id
        if kept == pair.second_id:
            raise NotPossible(_("These are one already."))
        Institution.objects.filter(pk=pair.second_id).update(merged_into=kept)
        Institution.objects.filter(merged_into=pair.second_id).update(merged_into=kept)
        Belonging.objects.filter(institution=pair.second_id).update(institution=kept)
        Claim.objects.accepted().filter(institution=pair.second_id).update(institution=kept)
    verb = "institutions.merged" if is_one else "institutions.kept_apart"
    record(actor, verb, pair.second, facts={"other": pair.first_id})
