"""Add somebody, leave, mute, read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....core.notifications.actions import notify, read_group
from ....lib.errors import NotPossible
from ....lib.ruling import require
from .. import rules
from ..limits import MOST_OTHERS
from ..models import Conversation, Participation
from ..queries import room_of
from .writing import check_draft, check_recipients, hold_people

if TYPE_CHECKING:
    from ....core.people.models import User


@transaction.atomic
def add(actor: User, conversation: Conversation, person: User) -> None:
    """Bring somebody in: they see what is written from now on."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    room = room_of(actor, conversation)
    require(rules.may_take_part(actor, room.mine))
    earlier = conversation.participations.filter(person=person).first()
    if earlier:
        raise NotPossible(
            _("%(name)s has left this conversation. Start a new one instead.") % {"name": person.name}
            if earlier.left_at
            else _("%(name)s takes part already.") % {"name": person.name}
        )
    if len(room.here) >= MOST_OTHERS:
        raise NotPossible(
            _("A conversation has room for %(most)s others. For more people, a topic in a community is the place.")
            % {"most": MOST_OTHERS}
        )
    hold_people(actor, person)  # what somebody adds elsewhere at the same moment counts for the day, too
    check_recipients(actor, [person])
    Participation.objects.create(
        conversation=conversation, person=person, added_by=actor, since=conversation.last_number,
        upto=conversation.last_number,
    )  # fmt: skip
    _is_no_pair(conversation)
    entry = record(actor, "private_messages.added", conversation, facts={"person": person.pk})
    notify(entry, [person], reason="added", group=conversation.group)


@transaction.atomic
def leave(actor: User, conversation: Conversation) -> None:
    """Leave for good: nothing of the conversation can be seen any more; what one wrote stays with the others."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    mine = room_of(actor, conversation).mine
    require(rules.may_take_part(actor, mine))
    mine.left_at, mine.left_after, mine.draft = timezone.now(), conversation.last_number, ""
    mine.save(update_fields=["left_at", "left_after", "draft"])
    _is_no_pair(conversation)
    read_group(actor, conversation.group)
    record(actor, "private_messages.left", conversation)


@transaction.atomic
def mute(actor: User, mine: Participation) -> None:
    """Be told no more of what is written here."""
    require(rules.may_take_part(actor, mine))
    Participation.objects.filter(pk=mine.pk, muted_at=None).update(muted_at=timezone.now())
    record(actor, "private_messages.muted", mine.conversation)


@transaction.atomic
def unmute(actor: User, mine: Participation) -> None:
    """Be told again."""
    require(rules.may_take_part(actor, mine))
    Participation.objects.filter(pk=mine.pk).update(muted_at=None)
    record(actor, "private_messages.unmuted", mine.conversation)


@transaction.atomic
def mark_read(actor: User, mine: Participation, *, upto: int) -> None:
    """Note that messages up to a number were read: forward, never beyond the last. It leaves no line in the ledger."""
    require(rules.may_take_part(actor, mine))
    last = mine.conversation.last_number
    Participation.objects.filter(pk=mine.pk, upto__lt=min(upto, last)).update(upto=min(upto, last))
    if upto >= last:
        read_group(actor, mine.conversation.group)


@transaction.atomic
def save_draft(actor: User, mine: Participation, *, body: str) -> None:
    """Keep what is being written here. It leaves no line in the ledger."""
    require(rules.may_take_part(actor, mine))
    check_draft(body)
    Participation.objects.filter(pk=mine.pk).update(draft=body if body.strip() else "")


def _is_no_pair(conversation: Conversation) -> None:
    """From now on these two may begin a conversation of their own."""
    Conversation.objects.filter(pk=conversation.pk).exclude(pair=None).update(pair=None)
