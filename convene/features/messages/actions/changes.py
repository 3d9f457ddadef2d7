"""Edit a message, or take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from ....core.drafts.actions import let_go
from ....core.drafts.models import place_of
from ....core.ledger.actions import record
from ....core.moderation.actions import check_private
from ....lib.ruling import require
from .. import rules
from ..models import Conversation, Message
from .texts import attach_files, cooked

if TYPE_CHECKING:
    from ....core.people.models import User


def edit(actor: User, message: Message, *, body: str) -> Message:
    """Word a message better, for a while."""
    require(rules.may_change(actor, message))
    text = cooked(body)
    with transaction.atomic():
        message = _locked(message)
        require(rules.may_change(actor, message))
        let_go(actor, place_of(message))
        if message.body == body.strip():
            return message
        check_private(actor, body, text)
        message.body, message.html, message.cooked_with = body.strip(), text.html, text.version
        message.edited_at = timezone.now()
        message.save(update_fields=["body", "html", "cooked_with", "edited_at"])
        attach_files(actor, message, text)
        _say_in_list(message, text.excerpt)
        record(actor, "private_messages.edited", message)
    return message


@transaction.atomic
def take_back(actor: User, message: Message) -> None:
    """Take a message back, for a while: its words are gone, and its files are nobody else's any more."""
    message = _locked(message)
    require(rules.may_change(actor, message))
    message.body, message.html, message.taken_back_at = "", "", timezone.now()
    message.save(update_fields=["body", "html", "taken_back_at"])
    message.attachments.all().delete()
    _say_in_list(message, "")
    let_go(actor, place_of(message))
    record(actor, "private_messages.taken_back", message)


def _locked(message: Message) -> Message:
    return Message.objects.select_for_update(of=("self",)).select_related("conversation").get(pk=message.pk)


def _say_in_list(message: Message, excerpt: str) -> None:
    """The list shows the words of the last message."""
    last = Conversation.objects.filter(pk=message.conversation_id, last_number=message.number)
    last.update(excerpt=excerpt)
