"""Write: to somebody new, or in a conversation that is there."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ....core.contact.letters import mail
from ....core.contact.queries import recipients
from ....core.contact.rules import may_write_to
from ....core.ledger.actions import record
from ....core.moderation.actions import check_private
from ....core.notifications.actions import notify, read_group
from ....core.people.models import User
from ....lib.errors import NotPossible, TooMuch
from ....lib.ruling import require
from ....lib.text import MAX_SOURCE, Cooked
from ....lib.web import live
from .. import rules
from ..limits import DAY, MOST_OTHERS, people_a_day
from ..models import Conversation, Draft, Message, Participation
from ..queries import Room, conversation_with, room_of
from .texts import attach_files, cooked, made_before

WROTE = gettext_lazy("%(by)s wrote to you")


def start(
    actor: User, people: Sequence[User], *, body: str, key: uuid.UUID | None = None, draft: str = "",
    with_address: bool = False,
) -> Message:  # fmt: skip
    """Write to one or a few people. What two people have begun goes on where it is.

    The first message comes by mail as well, to whoever wants that; `with_address` lets them answer to the writer's.

    The same `key` again gives the message that it made before. `draft` names the draft that this was: see `Draft.to`.
    raises: NotAllowed for people who take no messages from `actor`; TooMuch for too many new people in a day;
    NotPossible for what cannot be sent.
    """
    require(rules.may_start(actor))
    people = [person for person in {one.pk: one for one in people}.values() if person.pk != actor.pk]
    check_number(len(people))
    begun = _begin(actor, people, cooked(body), body, key, actor.email or "" if with_address else "")
    # Outside: whoever writes in a conversation holds it first, and then the people who are told
    message = write(actor, begun, body=body, key=key) if isinstance(begun, Conversation) else begun
    Draft.objects.filter(person=actor, to=draft).delete()
    return message


def write(actor: User, conversation: Conversation, *, body: str, key: uuid.UUID | None = None) -> Message:
    """Write in a conversation. The same `key` again gives the message that it made before."""
    text = cooked(body)
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
        room = room_of(actor, conversation)
        require(rules.may_take_part(actor, room.mine))
        made = made_before(actor, key)
        if made:
            return made
        require(rules.may_write(actor, room.others))
        return put(actor, room, text, body, key, verb="private_messages.wrote")


def put(actor: User, room: Room, text: Cooked, body: str, key: uuid.UUID | None, *, verb: str) -> Message:
    """Put a message into a conversation whose row is locked, and tell the others."""
    require(rules.may_take_part(actor, room.mine))
    check_private(actor, body, text)
    conversation, now = room.conversation, timezone.now()
    conversation.last_number += 1
    message = Message.objects.create(
        conversation=conversation, number=conversation.last_number, author=actor, body=body.strip(), html=text.html,
        cooked_with=text.version, key=key or uuid.uuid4(), created_at=now,
    )  # fmt: skip
    attach_files(actor, message, text)
    conversation.last_author, conversation.excerpt = actor, text.excerpt
    conversation.save(update_fields=["last_number", "last_author", "excerpt"])
    Participation.objects.filter(conversation=conversation, left_at=None).update(last_at=now)
    Participation.objects.filter(pk=room.mine.pk).update(upto=message.number, draft="")
    read_group(actor, conversation.group)
    told = [one.person for one in room.here if not (one.muted_at or one.is_blocked or one.has_blocked)]
    notify(record(actor, verb, message), told, reason="wrote", group=conversation.group)
    live.publish_each({one.channel: {"number": message.number} for one in [*room.here, room.mine]})
    return message


def hold_people(*people: User) -> None:
    """Lock people in the order of their numbers, as where they are told."""
    held = User.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in people])
    list(held.order_by("pk").values_list("pk"))


def check_recipients(actor: User, people: Sequence[User]) -> None:
    """Whether each takes a message from `actor`, who is held, and whether there were not too many new people today."""
    for one in recipients(actor, people):
        require(may_write_to(actor, one))
    most = people_a_day(timezone.now() - (actor.claimed_at or actor.created_at))
    today = Participation.objects.filter(added_by=actor, joined_at__gt=timezone.now() - DAY).count()
    if today + len(people) > most:
        raise TooMuch(_limit_sentence(most, today), retry_after=3600)


@transaction.atomic
def begin_draft(actor: User, *, to: str, body: str) -> None:
    """Keep what is being written to somebody new; an empty draft is let go. It leaves no line in the ledger."""
    require(rules.may_start(actor))
    check_draft(body)
    if body.strip():
        Draft.objects.update_or_create(person=actor, to=to, defaults={"body": body, "saved_at": timezone.now()})
    else:
        Draft.objects.filter(person=actor, to=to).delete()


def check_draft(body: str) -> None:
    """Whether a draft is small enough to keep."""
    if len(body) > MAX_SOURCE * 2:
        raise NotPossible(_("This is too long to keep as a draft. Save it in a file of your own for now."))


@transaction.atomic
def _begin(
    actor: User, people: Sequence[User], text: Cooked, body: str, key: uuid.UUID | None, answer_to: str
) -> Message | Conversation:
    """The first message of a new conversation; or the conversation that two people have already."""
    # Of a form sent twice at once, and of two who write to each other at the same moment, the second waits here, and
    # then finds what the first has made
    hold_people(actor, *people)
    if made := made_before(actor, key):
        return made
    if len(people) == 1 and (known := conversation_with(actor, people[0])):
        return known
    check_recipients(actor, people)
    pair = Conversation.pair_of(actor.pk, people[0].pk) if len(people) == 1 else None
    conversation = Conversation.objects.create(started_by=actor, pair=pair)
    added = [Participation(conversation=conversation, person=one, added_by=actor) for one in people]
    Participation.objects.bulk_create([Participation(conversation=conversation, person=actor), *added])
    message = put(actor, room_of(actor, conversation), text, body, key, verb="private_messages.started")
    for one in people:
        mail(one, WROTE, "private_messages/mail/started.txt", {"message": message}, by=actor, answer_to=answer_to)
    return message


def check_number(number: int) -> None:
    """Whether a message can go to so many."""
    if not number:
        raise NotPossible(_("Say to whom you want to write."))
    if number > MOST_OTHERS:
        raise NotPossible(
            _("A message goes to at most %(most)s people. For more, a topic in a community is the place.")
            % {"most": MOST_OTHERS}
        )


def _limit_sentence(most: int, today: int) -> str:
    so_far = ngettext(
        "You have written to %(num)s new person today.", "You have written to %(num)s new people today.", today
    ) % {"num": today}
    return so_far + " " + _(
        "As long as your account is young, %(most)s a day fit. Go on tomorrow; in conversations that you have, you can "
        "write as much as you like."
    ) % {"most": most}  # fmt: skip
