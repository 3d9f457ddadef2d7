"""Take a resource into one's care, and give it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.ruling import require
from .. import rules
from ..models import Resource
from .people import keepers_of

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def look_after(actor: User, resource: Resource) -> Resource:
    """Be the one who is asked about it from now on; whoever was before is told."""
    resource = _locked(resource)
    require(rules.may_look_after(actor, resource))
    before = resource.caretakers
    resource.owner = actor
    resource.save(update_fields=["owner"])
    entry = record(actor, "library.taken_over", resource, community=resource.community)
    notify(entry, before, reason="keeping", group=resource.group)
    return resource


@transaction.atomic
def let_go(actor: User, resource: Resource) -> Resource:
    """Look after it no longer; those who keep order find somebody else."""
    resource = _locked(resource)
    require(rules.may_let_go(actor, resource))
    resource.owner = None
    resource.save(update_fields=["owner"])
    entry = record(actor, "library.let_go", resource, community=resource.community)
    notify(entry, keepers_of(resource), reason="keeping", group=resource.group)
    return resource


def _locked(resource: Resource) -> Resource:
    rows = Resource.objects.select_for_update(of=("self",)).select_related("community", "owner")
    return rows.get(pk=resource.pk)
