"""Say where one works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ....lib.ruling import require
from ...ledger.actions import record
from ...people.actions import name_institution
from .. import rules
from ..models import Belonging

if TYPE_CHECKING:
    from ...people.models import User
    from ..models import Institution


@transaction.atomic
def belong(actor: User, institution: Institution) -> Belonging:
    """Work here from now on, and no longer where one worked before; the profile says its name."""
    require(rules.may_belong(actor, institution))
    before = Belonging.objects.select_for_update().filter(person=actor).first()
    if before and before.institution_id == institution.pk:
        return before
    if before:
        before.delete()
    made = Belonging.objects.create(person=actor, institution=institution)
    name_institution(actor, actor, institution=institution.name)
    record(actor, "institutions.joined", institution, facts={"left": before.institution_id} if before else {})
    return made


@transaction.atomic
def stop_belonging(actor: User, institution: Institution) -> None:
    """Work here no longer; what the profile says stays until its person changes it."""
    require(rules.may_belong(actor, institution))
    before = Belonging.objects.select_for_update().filter(person=actor, institution=institution).first()
    if before:
        before.delete()
        record(actor, "institutions.left", institution)
