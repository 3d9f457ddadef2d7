"""Say that one used a resource, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Resource, Use

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def use(actor: User, resource: Resource, *, institution: str, sentence: str) -> Use:
    """Say where one used it, and in one sentence what for or how it went; said again, it takes the place of that."""
    require(rules.may_use(actor, resource))
    said = {"institution": clean_name(institution), "sentence": clean_name(sentence, 280)}
    if not all(said.values()):
        raise NotPossible(_("Say where you used it, and one sentence on what for or how it went."))
    Resource.objects.select_for_update().only("pk").get(pk=resource.pk)
    before = Use.objects.filter(resource=resource, person=actor).first()
    if before is not None and before.hidden_at is not None:
        raise NotPossible(_("A moderator took down what you said here. Write to them if you want to say it again."))
    made, is_new = Use.objects.update_or_create(resource=resource, person=actor, defaults=said)
    _count(resource)
    entry = record(actor, "library.used", resource, community=resource.community)
    if is_new:
        notify(entry, resource.caretakers, reason="keeping", group=resource.group)
    return made


@transaction.atomic
def hide_use(actor: User, use: Use) -> None:
    """Take back what one said oneself, which is then gone; or take it down as a moderator, which stays known."""
    require(rules.may_hide_use(actor, use))
    Resource.objects.select_for_update().only("pk").get(pk=use.resource_id)
    is_own = use.person_id == actor.pk
    record(actor, "library.use_taken_back" if is_own else "library.use_hidden", use.resource,
           community=use.resource.community, facts={"person": use.person_id})  # fmt: skip
    if is_own and use.hidden_at is None:
        use.delete()
    elif not is_own:
        use.hidden_at = timezone.now()
        use.save(update_fields=["hidden_at"])
    _count(use.resource)


def _count(resource: Resource) -> None:
    """How many institutions used it; one that is written in two ways counts twice, in two cases once."""
    said = Use.objects.filter(resource=resource, hidden_at=None).values_list("institution", flat=True)
    resource.use_count = len({one.casefold() for one in said})
    resource.save(update_fields=["use_count"])
