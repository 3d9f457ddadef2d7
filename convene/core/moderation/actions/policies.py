"""Set how a site, a community and a person are moderated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from .. import rules
from ..models import Mode, PersonMode, Policy, Standing
from ..queries.policy import SAID

if TYPE_CHECKING:
    from ...communities.models import Community
    from ...people.models import User


@transaction.atomic
def set_policy(actor: User, community: Community | None, **said: Any) -> Policy:
    """Say how a community, or (None) the site, is moderated; None is "as the site", or as it begins."""
    require(rules.may_set_policy(actor, community))
    if said.get("mode") not in {None, *Mode.values}:
        raise NotPossible(_("Choose what happens to what members write."))
    if said.get("hide_after") == 0:
        raise NotPossible(_("At least one report is needed to hide a post. Choose another way if none shall."))
    values = {name: value for name, value in said.items() if name in SAID}
    policy, _new = Policy.objects.update_or_create(community=community, defaults=values)
    record(actor, "moderation.policy_set", policy, community=community, facts={"mode": policy.mode or ""})
    return policy


@transaction.atomic
def set_person(actor: User, person: User, community: Community | None, *, mode: str) -> Standing:
    """Say how what one person writes appears, in one community or (None) everywhere; "" is as for everybody."""
    require(rules.may_set_person(actor, person, community))
    if mode not in {"", *PersonMode.values}:
        raise NotPossible(_("Choose how what this person writes appears."))
    standing, _new = Standing.objects.update_or_create(
        person=person, community=community, defaults={"mode": mode, "set_by": actor, "set_at": timezone.now()}
    )
    record(actor, "moderation.person_set", person, community=community, facts={"mode": mode})
    return standing
