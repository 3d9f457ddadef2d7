"""Note how far a repository was harvested, and follow what became there of what came from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from ....core.communities.models import Community
from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.ruling import require
from .. import rules
from ..models import Harvest, Origin, Resource, State, Tagged, Version
from .carrying import Carried, worded
from .links import follow
from .people import keepers_of

if TYPE_CHECKING:
    from ....core.people.models import User

Fate = Literal["same", "renewed", "due"]


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


@transaction.atomic
def follow_source(actor: User | None, origin: Origin, *, changed: str, said: Carried | None) -> Fate:
    """Do with a resource as its source did: `said` is what is said there now, None where it was deleted.

    What nobody has touched here takes over the words, or is given back. What somebody worked on stays as it is; it is
    due for a fresh look, and those who look after it are told.
    """
    require(rules.may_carry_in(actor, origin.community))
    locked = Resource.objects.select_for_update(of=("self",)).select_related("community", "owner", "proposer")
    resource = locked.get(pk=origin.resource_id)
    before, origin.changed, origin.said = origin.said, changed, said.fingerprint if said else ""
    origin.save(update_fields=["changed", "said"])
    if origin.said == before:
        return "same"
    verb = "library.source_changed" if said else "library.source_gone"
    with override(settings.LANGUAGE_CODE):  # it is read by everybody
        why = _("It was changed where it comes from.") if said else _("It was deleted where it comes from.")
    if resource.changed_at == resource.created_at and (resource.is_waiting or resource.is_draft and not before):
        if said:
            _word_anew(resource, said)
        _set(resource, state=State.WAITING if said else State.DRAFT, answer="" if said else why)
        record(actor, verb, resource, community=resource.community)
        return "renewed"
    if not (resource.is_on_shelf or resource.is_waiting):
        return "same"
    _set(resource, state=State.STALE if resource.is_on_shelf else resource.state, answer=why)
    entry = record(actor, verb, resource, community=resource.community)
    notify(entry, resource.caretakers, reason="keeping", group=resource.group)
    notify(entry, keepers_of(resource), reason="keeping", group=resource.group)
    return "due"


def _word_anew(resource: Resource, said: Carried) -> None:
    words = worded(said)
    _set(resource, **words)
    resource.tagged.exclude(term__in=said.content.terms).delete()
    tagged = [Tagged(resource=resource, term=term) for term in said.content.terms]
    Tagged.objects.bulk_create(tagged, ignore_conflicts=True)
    follow([resource])
    shown = {name: words[name] for name in ("title", "description", "html", "links")}
    Version.objects.filter(resource=resource, number=1).update(**shown)


def _set(resource: Resource, **values: object) -> None:
    for name, value in values.items():
        setattr(resource, name, value)
    resource.save(update_fields=list(values))
