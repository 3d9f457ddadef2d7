"""A mail as far as its place among others goes, with digests for names, so that no address is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ....lib.mail.threads import Header

if TYPE_CHECKING:
    from ....lib.mail.message import Message

SIZE = 16  # bytes of a digest


def digest(text: str) -> bytes:
    """16 bytes that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:SIZE]


@dataclass(slots=True, eq=False)
class Mail:
    """A mail and where it stands.

    `names` are those it is known by: of its Message-ID, of its content, and of copies of it. `follows` is the mail
    that it is joined to by subject alone, because none that it refers to is here (`has_parent`). `topic` is 0 for a
    mail that has none yet, and below 0 for one that is not written yet.
    """

    key: bytes
    names: set[bytes]
    references: tuple[bytes, ...]
    subject: bytes
    author: bytes
    is_reply: bool
    date: datetime | None
    at: datetime  # `date`, or where a mail without one is placed
    title: str = ""
    follows: bytes | None = None
    has_parent: bool = False
    topic: int = 0
    post: int = 0

    def header(self) -> Header:
        """What joining by subject looks at."""
        references = ("any",) if self.references else ()
        return Header(self.key.hex(), references, "", self.is_reply, self.author.hex(), self.date)

    @property
    def order(self) -> tuple[datetime, int, bytes]:
        """Its place in a topic: by time, and within one second an answer after what it answers."""
        return self.at, len(self.references), self.key


class Held(NamedTuple):
    """What a name leads to: a topic, and the mail itself once it has come."""

    topic: int
    key: bytes | None = None
    date: datetime | None = None
    references: frozenset[bytes] = frozenset()


@dataclass(slots=True)
class Copy:
    """A mail that is here already, met again, and what this copy says that the first did not."""

    key: bytes
    names: set[bytes] = field(default_factory=set)
    references: list[bytes] = field(default_factory=list)


def names_of(message: Message) -> set[bytes]:
    """The names that a mail is known by."""
    names = {digest(f"id:{message.key}"), digest(f"print:{message.fingerprint}")}
    names |= {digest(f"id:{name}") for name in message.also}
    if message.outline:
        names.add(digest(f"outline:{message.outline}"))
        if message.is_hollow:
            names.add(digest(f"hollow:{message.outline}"))
    return names


def sought(message: Message) -> list[bytes]:
    """The names that a copy of this mail would have, the surest first."""
    names = [digest(f"id:{message.key}"), digest(f"print:{message.fingerprint}")]
    if message.outline:
        names.append(digest(f"{'outline' if message.is_hollow else 'hollow'}:{message.outline}"))
    return names


def references_of(message: Message) -> tuple[bytes, ...]:
    """The names of the mails that a mail refers to."""
    return tuple(digest(f"id:{name}") for name in message.references)


def mail_of(message: Message, community: int, at: datetime) -> Mail:
    """The mail as it comes into a community; `at` is where it stands when it has no date."""
    header = message.header()
    return Mail(
        key=digest(f"id:{message.key}"),
        names=names_of(message),
        references=references_of(message),
        subject=digest(f"{community}:{header.subject_key}") if header.subject_key else b"",
        author=digest(f"author:{header.author}"),
        is_reply=header.is_reply,
        date=message.date,
        at=message.date or at,
        title=message.title[:200],
    )


def split(blob: bytes | memoryview) -> tuple[bytes, ...]:
    """Digests that were stored in a row."""
    data = bytes(blob)
    return tuple(data[start : start + SIZE] for start in range(0, len(data), SIZE))
