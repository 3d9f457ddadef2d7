"""Say that one used a resource, and how it went."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.moderation.actions import look
from ....core.moderation.kinds import Submission
from ....core.notifications.actions import notify
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text import Cooked
from ....lib.text.names import clean_name
from ....lib.text.writing import escaped
from ...discussions.actions.writing import cooked
from .. import rules
from ..models import Found, Look, Resource, Use

if TYPE_CHECKING:
    from ....core.moderation.models import Item
    from ....core.people.models import User

KIND = "library.use"
LONGEST = 280


@transaction.atomic
def use(
    actor: User, resource: Resource, *, institution: str, sentence: str, key: uuid.UUID | None = None
) -> Use | Item:
    """Say where one used it, and in one sentence what for or how it went; said again, it takes the place of that.

    An `Item` comes back when a moderator looks at it first.
    """
    require(rules.may_use(actor, resource))
    key, said = key or uuid.uuid4(), {"institution": clean_name(institution), "sentence": clean_name(sentence, LONGEST)}
    if not all(said.values()):
        raise NotPossible(_("Say where you used it, and one sentence on what for or how it went."))
    Resource.objects.select_for_update().only("pk").get(pk=resource.pk)
    before = Use.objects.filter(resource=resource, person=actor).first()
    if before is not None and before.hidden_at is not None:
        raise NotPossible(_("A moderator took down what you said here. Write to them if you want to say it again."))
    if item := look(actor, _wish(resource, said, key, before)):
        return item
    made, is_new = Use.objects.update_or_create(
        resource=resource, person=actor, defaults=said, create_defaults={**said, "key": key}
    )
    Look.objects.filter(resource=resource, person=actor, found=Found.UNUSED).delete()
    _count(resource)
    entry = record(actor, "library.used", resource, community=resource.community)
    if is_new:
        notify(entry, resource.caretakers, reason="keeping", group=resource.group)
    return made


def plain(sentence: str) -> Cooked:
    """What moderators are shown of a sentence: the words as they were typed."""
    return cooked(escaped(clean_name(sentence, LONGEST)))


def titled(resource: Resource, institution: str) -> str:
    """What moderators are shown above the sentence."""
    return f"{institution} · {resource.title}"[:200]


def _wish(resource: Resource, said: dict[str, str], key: uuid.UUID, before: Use | None) -> Submission:
    sentence, address = said["sentence"], f"{resource.get_absolute_url()}#used"
    title = titled(resource, said["institution"])
    return Submission(
        KIND, key, resource.community, title, sentence, plain(sentence), resource.group, address,
        {"do": "use", "resource": resource.pk, "institution": said["institution"]}, before.key if before else None,
    )  # fmt: skip


@transaction.atomic
def hide_use(actor: User, use: Use) -> None:
    """Take back what one said oneself, which is then gone; or take it down as a moderator, which stays known."""
    require(rules.may_hide_use(actor, use))
    if use.person_id != actor.pk:
        take_down(actor, use)
    elif use.hidden_at is None:
        _hold(use)
        record(actor, "library.use_taken_back", use.resource, community=use.resource.community,
               facts={"person": use.person_id})  # fmt: skip
        use.delete()
        _count(use.resource)


@transaction.atomic
def take_down(actor: User | None, use: Use) -> bool:
    """Hide a sentence from readers; nobody acts when enough reports do it. Whether it stood until now."""
    require(rules.may_take_down(actor, use))
    return _set(actor, use, timezone.now())


@transaction.atomic
def bring_back(actor: User, use: Use) -> bool:
    """Show it again; whether it was down until now."""
    require(rules.may_take_down(actor, use))
    return _set(actor, use, None)


@transaction.atomic
def reword(actor: User, use: Use, *, sentence: str) -> None:
    """Change somebody's sentence as a moderator does."""
    require(rules.may_take_down(actor, use))
    use.sentence = clean_name(sentence, LONGEST)
    use.save(update_fields=["sentence"])
    record(actor, "library.use_reworded", use.resource, community=use.resource.community,
           facts={"person": use.person_id})  # fmt: skip


def _set(actor: User | None, use: Use, at: datetime | None) -> bool:
    _hold(use)
    changed = Use.objects.filter(pk=use.pk, hidden_at__isnull=at is not None).update(hidden_at=at)
    if changed:
        _count(use.resource)
        record(actor, "library.use_hidden" if at else "library.use_restored", use.resource,
               community=use.resource.community, facts={"person": use.person_id})  # fmt: skip
    return bool(changed)


def _hold(use: Use) -> None:
    Resource.objects.select_for_update().only("pk").get(pk=use.resource_id)


def _count(resource: Resource) -> None:
    """How many institutions used it; one that is written in two ways counts twice, in two cases once."""
    said = Use.objects.filter(resource=resource, hidden_at=None).values_list("institution", flat=True)
    resource.use_count = len({one.casefold() for one in said})
    resource.save(update_fields=["use_count"])
