"""Follow the links of resources, and tell whoever looks after one when it leads nowhere any more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ..models import Link, Resource
from .people import keepers_of

if TYPE_CHECKING:
    from ....lib.http import Look

ENOUGH = {"gone": 3, "away": 7}  # days of failing until it counts as broken: a site that is ill may get well
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
LONGEST = 2000  # bytes of an address that is looked at


def follow(resources: Sequence[Resource]) -> None:
    """Bring the rows of their links into step with what they say now."""
    said = {one.pk: {address for _words, address in one.links if len(address.encode()) <= LONGEST} for one in resources}
    there = Link.objects.filter(resource__in=resources).values_list("pk", "resource", "address")
    gone = [pk for pk, resource, address in there if address not in said[resource]]
    Link.objects.filter(pk__in=gone).delete()
    rows = [Link(resource_id=pk, address=address) for pk, addresses in said.items() for address in sorted(addresses)]
    Link.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def note_look(looked_at: Link, look: Look) -> bool:
    """Write down how a link is; when it has failed for days its owner is told. Returns whether somebody was."""
    there = Link.objects.select_for_update(of=("self",)).select_related("resource__community")
    link = there.filter(pk=looked_at.pk).first()
    if link is None:  # it was taken out while it was looked at
        return False
    now, today = timezone.now(), timezone.localdate()
    link.next_at = now + DAY
    if look.state == "busy":  # which says nothing of the link
        link.save(update_fields=["next_at"])
        return False
    link.state, link.moved_to = look.state, look.url[:2000]
    if look.state in ENOUGH:
        link.failing_since = link.failing_since or today
        link.failures += link.failed_on != today
        link.failed_on = today
    else:
        link.failures, link.failing_since, link.failed_on, link.broken_at = 0, None, None, None
        link.next_at = now + 2 * WEEK
    breaks = link.broken_at is None and link.failures >= ENOUGH.get(look.state, link.failures + 1)
    if breaks:
        link.broken_at = now
    if link.broken_at:  # somebody knows; until it is mended it is asked now and then
        link.next_at = now + WEEK
    link.save()
    if breaks:
        entry = record(None, "library.link_broke", link.resource, community=link.resource.community)
        told = link.resource.caretakers or keepers_of(link.resource)
        notify(entry, told, reason="keeping", group=link.resource.group)
    return breaks
