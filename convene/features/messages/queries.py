"""What the pages of messages show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from ...core.contact.models import Block
from ...core.contact.queries import blocks_between
from ...core.people.models import User, hue_of, initials_of
from .limits import NEIGHBOURS
from .models import (
    Attachment,
    Conversation,
    HandedOver,
    Message,
    Participation,
    Report,
)

if TYPE_CHECKING:
    from ...core.people.models import Actor

PAGE = 30  # messages on a page
LISTED = 30  # conversations on a page
SHOWN = (
    "pk", "number", "html", "created_at", "edited_at", "taken_back_at", "author_id", "author__name", "author__handle"
)  # fmt: skip


@dataclass(slots=True)
class Room:
    """A conversation as one who takes part in it sees it."""

    conversation: Conversation
    mine: Participation
    others: list[Participation]  # those who have left among them

    @property
    def here(self) -> list[Participation]:
        """The others who still take part."""
        return [other for other in self.others if other.left_at is None]

    @property
    def title(self) -> str:
        """Their names."""
        return ", ".join(str(one.person) for one in self.here or self.others)

    @property
    def pages(self) -> int:
        """How many pages there are for this reader."""
        return max(self.page_of(self.conversation.last_number), 1)

    def page_of(self, number: int) -> int:
        """On which page a message stands for this reader."""
        return (number - self.mine.since + PAGE - 1) // PAGE

    def place_of(self, number: int) -> str:
        """Where a message stands for this reader."""
        return f"{self.conversation.get_absolute_url()}?page={self.page_of(number)}#message-{number}"

    def rows(self, page: int) -> list[Row]:
        """The messages of a page, each with what happened after it. One query."""
        first = self.mine.since + (page - 1) * PAGE
        shown = Message.objects.visible_to(self.mine.person).filter(conversation=self.conversation)
        shown = shown.filter(number__gt=first, number__lte=first + PAGE).order_by("number")
        happened = self._happened()
        blocked = {other.person_id for other in self.others if other.is_blocked}
        return [
            Row._make((*values, values[6] in blocked, tuple(happened[values[1]])))
            for values in shown.values_list(*SHOWN)
        ]

    def _happened(self) -> dict[int, list[Participation]]:
        """Number of a message -> who came or left after it, the reader's own coming left out."""
        found = defaultdict(list)
        for other in self.others:
            if other.since > self.mine.since:
                found[other.since].append(other)
            if other.left_after:
                found[other.left_after].append(other)
        return found


class Row(NamedTuple):
    """A message on the page."""

    pk: int
    number: int
    html: str
    created_at: datetime
    edited_at: datetime | None
    taken_back_at: datetime | None
    author_id: int | None
    author: str | None
    handle: str | None
    is_folded: bool  # by somebody whom the reader has blocked
    after: tuple[Participation, ...]

    @property
    def initials(self) -> str:
        return initials_of(self.author or "")

    @property
    def hue(self) -> int:
        return hue_of(self.handle or "")


def find_room(actor: User, pk: int) -> Room:
    """A conversation that `actor` takes part in, with everybody in it. Two queries; 404 for all others."""
    conversation = Conversation.objects.visible_to(actor).filter(pk=pk).first()
    if conversation is None:
        raise Http404
    return room_of(actor, conversation)


def room_of(actor: User, conversation: Conversation) -> Room:
    """Everybody in a conversation, in the order in which they came. One query."""
    people = conversation.participations.select_related("person").annotate(**blocks_between(actor, "person"))
    everybody = list(people.order_by("joined_at", "pk"))
    mine = next((one for one in everybody if one.person_id == actor.pk), None)
    if mine is None:
        raise Http404
    return Room(conversation, mine, [one for one in everybody if one is not mine and _is_known(one, mine)])


def _is_known(other: Participation, mine: Participation) -> bool:
    """Whoever had left before one came is not known to have been there."""
    return other.left_after is None or other.left_after > mine.since


@dataclass(slots=True)
class Line:
    """A conversation in the list."""

    mine: Participation
    others: list[User]  # who still take part, or who did when all have left
    excerpt: str
    unread: int

    @property
    def conversation(self) -> Conversation:
        return self.mine.conversation


def inbox(actor: User, page: int) -> tuple[list[Line], bool]:
    """A page of a person's conversations, the latest first, and whether there are more. Two queries."""
    quiet = Block.objects.filter(person_id=actor.pk, blocked=OuterRef("conversation__last_author"))
    mine = Participation.objects.filter(person=actor, left_at=None).select_related("conversation__last_author")
    mine = mine.defer("draft").annotate(quiet=Exists(quiet)).order_by("-last_at", "-pk")
    found = list(mine[(page - 1) * LISTED : page * LISTED + 1])
    others = _others(actor, found[:LISTED])
    return [_line(one, others[one.conversation_id], one.quiet) for one in found[:LISTED]], len(found) > LISTED


def _line(mine: Participation, others: list[Participation], is_quiet: bool) -> Line:
    """What one reader sees of it: nothing from before they came, and no words of whom they have blocked."""
    conversation = mine.conversation
    is_open = conversation.last_number > mine.since and not is_quiet
    known = [one for one in others if _is_known(one, mine)]
    people = [one.person for one in known if one.left_at is None] or [one.person for one in known]
    unread = conversation.last_number - max(mine.upto, mine.since)
    return Line(mine, people, conversation.excerpt if is_open else "", 0 if mine.muted_at else max(unread, 0))


def _others(actor: User, mine: Sequence[Participation]) -> dict[int, list[Participation]]:
    ids = [one.conversation_id for one in mine]
    found: dict[int, list[Participation]] = defaultdict(list)
    people = Participation.objects.filter(conversation__in=ids).exclude(person=actor).select_related("person")
    people = people.only("conversation_id", "left_at", "left_after", "person__name", "person__handle")
    for one in people.order_by("joined_at", "pk"):
        found[one.conversation_id].append(one)
    return found


def conversation_with(actor: User, person: User) -> Conversation | None:
    """The conversation that the two have alone, if both still take part."""
    pair = Conversation.pair_of(actor.pk, person.pk)
    return Conversation.objects.visible_to(actor).filter(pair=pair).first()


def people_called(actor: User, names: Sequence[str]) -> tuple[list[User], list[str], list[str]]:
    """People by `@handle` or by their whole name: who is meant, names that nobody has, and names that several have."""
    handles = {name.rpartition("@")[2].strip().lower() for name in names if "@" in name}
    whole = {name.strip() for name in names if "@" not in name}
    named = Q(handle__in=handles | {name.lower() for name in whole})
    for name in whole:
        named |= Q(name__iexact=name)
    found = list(User.objects.active().filter(named).order_by("pk")[:200])
    people: dict[int, User] = {}
    unknown: list[str] = []
    several: list[str] = []
    for name in names:
        fits = _meant(found, name)
        (people.setdefault(fits[0].pk, fits[0]) if len(fits) == 1 else (several if fits else unknown).append(name))
    people.pop(actor.pk, None)
    return list(people.values()), unknown, several


def _meant(found: Sequence[User], name: str) -> list[User]:
    handle = name.rpartition("@")[2].strip().lower()
    by_handle = [one for one in found if one.handle == handle]
    if by_handle or "@" in name:
        return by_handle
    return [one for one in found if one.name.casefold() == name.strip().casefold()]


def neighbours(actor: Actor, message: Message) -> list[Message]:
    """What was written just before and after a message, as far as `actor` may read it."""
    near = Message.objects.visible_to(actor).filter(conversation_id=message.conversation_id, taken_back_at=None)
    near = near.filter(number__gte=message.number - NEIGHBOURS, number__lte=message.number + NEIGHBOURS)
    return list(near.exclude(pk=message.pk).select_related("author").order_by("number"))


def files_held(actor: Actor) -> Q:
    """The files that messages hold which `actor` may read, and those that were handed over with a report."""
    shown = Attachment.objects.filter(message__in=Message.objects.visible_to(actor))
    given = HandedOver.files.through.objects.filter(handedover__report__in=Report.objects.visible_to(actor))
    return Q(pk__in=shown.values("file_id")) | Q(pk__in=given.values("file_id"))
