"""Private messages among the people of the demo."""

from __future__ import annotations

import datetime as dt

from ...core.ledger.models import Entry
from ...core.notifications.models import Notification
from ...core.people.models import User
from ...features.messages import actions as messages
from ...features.messages.models import Conversation, Message, Participation
from . import content


def fill_conversations(people: dict[str, User], now: dt.datetime) -> None:
    """Write them through actions, then give each its time."""
    for each in content.conversations():
        first, *rest = each["messages"]
        to = [people[key] for key in each["to"]]
        written = [messages.start(people[first["by"]], to, body=first["body"])]
        conversation = written[0].conversation
        written += [messages.write(people[one["by"]], conversation, body=one["body"]) for one in rest]
        for message, told in zip(written, each["messages"], strict=True):
            _date(message, now - dt.timedelta(hours=float(told["hours_ago"])))
        start, last = (now - dt.timedelta(hours=float(one["hours_ago"])) for one in (first, each["messages"][-1]))
        Conversation.objects.filter(pk=conversation.pk).update(created_at=start)
        Participation.objects.filter(conversation=conversation).update(joined_at=start, last_at=last)


def _date(message: Message, at: dt.datetime) -> None:
    """The ledger and the notifications say the time that the message says."""
    Message.objects.filter(pk=message.pk).update(created_at=at)
    lines = Entry.objects.filter(subject_kind="private_messages.message", subject_id=message.pk)
    Notification.objects.filter(entry__in=lines).update(created_at=at)
    lines.update(at=at)
