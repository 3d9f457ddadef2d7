"""Note how far a repository was harvested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ....core.communities.models import Community
from ....lib.ruling import require
from .. import rules
from ..models import Harvest

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def note_harvest(
    actor: User | None, community: Community, address: str, set_spec: str, *, token: str, begun_at: str, since: str
) -> Harvest:
    """Remember where to go on, after a page of the list came in."""
    require(rules.may_carry_in(actor, community))
    reached = {"token": token, "begun_at": begun_at, "since": since, "at": timezone.now()}
    made, _is_new = Harvest.objects.update_or_create(
        community=community, address=address, set_spec=set_spec, defaults=reached
    )
    return made
