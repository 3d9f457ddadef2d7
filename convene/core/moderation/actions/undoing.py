"""Take down everything that one account has written, in one step that can be reversed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ...ledger.actions import record
from ...notifications.actions import notify
from ...people.actions import reinstate, suspend
from .. import rules
from ..kinds import kinds
from ..models import Item, PersonMode, Undoing
from ..tasks import bring_all_back, take_all_down
from .decisions import refuse_all
from .policies import set_person

if TYPE_CHECKING:
    from ...communities.models import Community
    from ...people.models import User


@transaction.atomic
def undo_account(actor: User, person: User, community: Community | None, *, reason: str) -> Undoing:
    """Take down all that a person wrote in a community, where what they write waits from now on; or, with None,
    everywhere, and suspend the account. The worker does it bit by bit.
    """
    require(rules.may_undo(actor, person, community))
    reason = " ".join(reason.split())[:400]
    if not reason:
        raise NotPossible(_("Say why, so that others can understand it later."))
    if Undoing.objects.filter(person=person, community=community, done_at=None).exists():
        raise NotPossible(_("This is being done already."))
    undoing = Undoing.objects.create(
        person=person, community=community, by=actor, reason=reason,
        total=sum(kind.count_shown(person, community) for kind in kinds()),
    )  # fmt: skip
    waiting = Item.objects.waiting().filter(author=person).select_related("community", "author")
    refuse_all(actor, list(waiting.filter(community=community) if community else waiting), reason=reason)
    if community is not None:
        set_person(actor, person, community, mode=PersonMode.HELD)
    elif not person.suspended_at:
        suspend(actor, person, reason=reason)
        Undoing.objects.filter(pk=undoing.pk).update(has_suspended=True)
    entry = record(actor, "moderation.undone", undoing, community=community)
    notify(entry, [person], reason="undone", group=undoing.group)
    take_all_down.enqueue(undoing.pk)
    return undoing


@transaction.atomic
def reverse_undoing(actor: User, undoing: Undoing) -> Undoing:
    """Bring back what was taken down in one step, and let the person in again."""
    undoing = Undoing.objects.select_for_update(of=("self",)).select_related("person", "community").get(pk=undoing.pk)
    require(rules.may_undo(actor, undoing.person, undoing.community))
    if undoing.reversed_at:
        raise NotPossible(_("This was reversed already."))
    if not undoing.done_at:
        raise NotPossible(_("It is not done yet. Look again in a moment."))
    undoing.reversed_at, undoing.reversed_by = timezone.now(), actor
    undoing.save(update_fields=["reversed_at", "reversed_by"])
    if undoing.community is not None:
        set_person(actor, undoing.person, undoing.community, mode="")
    elif undoing.has_suspended and undoing.person.suspended_at:
        reinstate(actor, undoing.person)
    entry = record(actor, "moderation.redone", undoing, community=undoing.community)
    notify(entry, [undoing.person], reason="undone", group=undoing.group)
    bring_all_back.enqueue(undoing.pk)
    return undoing
