"""Do what was planned, batch by batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ....lib.ruling import require
from ..actions.carrying import carry_in
from ..rules import may_import

if TYPE_CHECKING:
    from ...people.models import User
    from .plan import Plan

BATCH = 500


def carry(actor: User | None, plan: Plan, *, advance: Callable[[int], object] = lambda _many: None) -> None:
    """Bring in what is new or changed; each batch is one transaction, so that it goes on after an interruption."""
    require(may_import(actor))
    for at in range(0, len(plan.new), BATCH):
        advance(len(carry_in(actor, new=plan.new[at : at + BATCH])))
    for at in range(0, len(plan.changed), BATCH):
        advance(len(carry_in(actor, changed=plan.changed[at : at + BATCH])))
