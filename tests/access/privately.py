"""What is somebody's alone in the small site: a conversation, with what was reported of it, and copies of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from convene.core.contact.models import Block
from convene.core.files import models as files
from convene.core.ledger.actions import record
from convene.core.notifications.actions import notify
from convene.core.people.models import Export
from convene.features.messages import models as messages

if TYPE_CHECKING:
    from convene.core.people.models import User

    from .world import World


def private_talk(world: World) -> messages.Conversation:
    """Author and target write to each other; the leader was there and left, then the moderator was added."""
    author, target, moderator = world.people["author"], world.people["target"], world.people["moderator"]
    ours, now = (
        messages.Conversation.objects.create(started_by=author, last_number=3, last_author=author),
        timezone.now(),
    )
    for name in ("author", "target"):
        words = world.secret(f"export of {name}", frozenset({name})).encode()
        place = default_storage.save(f"exports/{name}.zip", ContentFile(words))
        Export.objects.create(person=world.people[name], made_at=now, size=len(words), content=place)
    ends = {"left_at": now, "left_after": 1}
    for who, fields in {
        "author": {"draft": world.secret("draft of a message", frozenset({"author"}))}, "target": {},
        "leader": ends, "moderator": {"since": 1, "upto": 1},
    }.items():  # fmt: skip
        messages.Participation.objects.create(conversation=ours, person=world.people[who], **fields)
    readers_of = {1: frozenset({"author"}), 2: frozenset({"author", "moderator"}), 3: frozenset()}
    for number, who in readers_of.items():
        word = world.secret(f"private message {number}", who)
        messages.Message.objects.create(
            conversation=ours, number=number, author=author, body=word, html=f"<p>{word}</p>",
            taken_back_at=now if number == 3 else None,
        )  # fmt: skip
        world.private_files[number] = world.file(
            world.secret(f"file of private message {number}", who | {"author"}), purpose=files.PRIVATE
        )
        if number < 3:
            message = ours.messages.get(number=number)
            messages.Attachment.objects.create(message=message, file=world.private_files[number])
    word = world.secret("private message handed over", frozenset({"moderator", "staff"}))
    report = messages.Report.objects.create(
        person=moderator, about=author, message=ours.messages.get(number=2),
        reason=world.secret("reason of a report", frozenset({"moderator", "staff"})),
    )  # fmt: skip
    messages.HandedOver.objects.create(
        report=report, number=2, author=author, html=f"<p>{word}</p>", written_at=now, is_reported=True
    )
    word = world.secret("message to all members", frozenset({"member", "author", "moderator", "leader"}))
    messages.GroupMessage.objects.create(
        community=world.place("public").community, author=world.people["leader"], body=word, html=f"<p>{word}</p>",
        excerpt=word,
    )  # fmt: skip
    Block.objects.create(person=world.people["elsewhere"], blocked=moderator)
    begun = world.secret("draft of a message to somebody new", frozenset({"author"}))
    messages.Draft.objects.create(person=author, to=target.handle, body=begun)
    return ours


def tell_privately(world: World, told: list[User]) -> None:
    """Tell everybody of the messages and of the report, as if they had taken part once."""
    for message in world.talk.messages.all():
        entry = record(world.people["target"], "private_messages.wrote", message)
        notify(entry, told, reason="wrote", group=world.talk.group)
    leader, all_ = world.people["leader"], messages.GroupMessage.objects.get()
    notify(record(leader, "private_messages.told_members", all_), told, reason="wrote", group=all_.group)
    report = messages.Report.objects.get()
    notify(record(report.person, "private_messages.reported", report), told, reason="reported", group=report.group)
