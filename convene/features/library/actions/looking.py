"""Look again at what one used, when time asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.moderation.actions import check_words
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Found, Look, Resource
from .people import keepers_of

if TYPE_CHECKING:
    from ....core.people.models import User

ENOUGH = 2  # people who say that it holds, while nobody asks for a change, speak for its caretaker
LONGEST = 500


@transaction.atomic
def look_again(actor: User, resource: Resource, *, found: str, words: str = "") -> Resource:
    """Say what one found; said again, it takes the place of that. Who looks after it hears of a change to make."""
    resource = Resource.objects.select_for_update(of=("self",)).select_related("community", "owner").get(pk=resource.pk)
    require(rules.may_look_again(actor, resource))
    wished = clean_name(words, LONGEST) if found == Found.CHANGE else ""
    if found == Found.CHANGE and not wished:
        raise NotPossible(_("Say in a sentence what should change, so that somebody can change it."))
    check_words(actor, resource.community, wished)
    lately = Look.objects.lately_at(resource)
    has_asked = lately.filter(person=actor, found=Found.CHANGE).exists()
    said = {"found": found, "words": wished, "at": timezone.now()}
    Look.objects.update_or_create(resource=resource, person=actor, defaults=said)
    entry = record(actor, "library.looked_again", resource, community=resource.community, facts={"found": found})
    if found == Found.CHANGE and not has_asked:
        notify(entry, resource.caretakers, reason="keeping", group=resource.group)
        notify(entry, keepers_of(resource), reason="keeping", group=resource.group)
    holds = lately.filter(found=Found.HOLDS).count()
    if resource.is_stale and holds >= ENOUGH and not lately.filter(found=Found.CHANGE).exists():
        resource.save(update_fields=resource.found_fresh())
        entry = record(None, "library.held", resource, community=resource.community, facts={"people": holds})
        notify(entry, resource.caretakers, reason="keeping", group=resource.group)
    return resource
