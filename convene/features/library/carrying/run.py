"""Do what was planned, batch by batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ....core.files.actions import take_in_bytes
from ....lib.errors import Refusal
from ....lib.records import Fault
from ....lib.ruling import require
from ..actions.carrying import carry_in, tell_of_list
from ..rules import may_carry_in

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User
    from ..models import Resource
    from .plan import Plan

BATCH = 200


def carry(
    actor: User | None, community: Community, plan: Plan, *, publish: bool = False,
    advance: Callable[[int], object] = lambda _many: None,
) -> int:
    """Bring in what is new, and return how many resources that made.

    Each batch is one transaction: what was interrupted goes on where it was when it is started again. Files are checked
    before anything is locked; one that cannot be kept is told of, and its resource comes without it.
    """
    require(may_carry_in(actor, community))
    made: list[Resource] = []
    for at in range(0, len(plan.new), BATCH):
        batch = plan.new[at : at + BATCH]
        for one in batch:
            for path in one.record.files:
                try:
                    one.files.append(take_in_bytes(actor, path.name, path.read_bytes(), purpose="library"))
                except (Refusal, OSError) as no:
                    plan.refused.append(Fault(f"{one.record.place}: {path.name}", str(no)))
        made += carry_in(actor, community, batch, publish=publish)
        advance(len(batch))
    if made:
        tell_of_list(actor, made[0], resources=len(made))
    return len(made)
