"""What became, where they come from, of things that are here already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....core.tags.queries import vocabulary
from ....lib.records import Fault
from ....lib.records.identity import source_key
from ..actions.harvesting import follow_source
from ..models import Origin
from .plan import carried
from .terms import Terms

if TYPE_CHECKING:
    from ....core.communities.models import Community
    from ....core.people.models import User
    from .plan import Plan


def follow_sources(actor: User | None, community: Community, plan: Plan) -> None:
    """Take over, or tell of, what changed there since it was heard of last; only its own source speaks for a thing."""
    known = [record for record, there in plan.known if there and record.identifier]
    records = {source_key(one): one for one in (*known, *plan.gone)}
    terms = Terms(vocabulary())
    for origin in Origin.objects.filter(community=community, key__in=records).select_related("community"):
        record = records[origin.key]
        said = None if record.is_deleted else carried(record, terms)
        if isinstance(said, Fault):
            plan.remarks.update([said.sentence])
        elif record.changed >= origin.changed and (said.fingerprint if said else "") != origin.said:
            fate = follow_source(actor, origin, changed=record.changed[:30], said=said)
            plan.renewed += fate == "renewed"
            plan.due += fate == "due"
