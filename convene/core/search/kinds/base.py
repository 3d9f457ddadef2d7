"""What a kind of thing tells the index of itself.

The index knows no feature, because those lie above it. Each that has something to find names, in the setting
`SEARCHED`, an object that answers for it; their order is that of the page:

    SEARCHED = {"post": "convene.features.discussions.searched.POSTS"}

What is written into the index follows from the ledger: nothing has to be called where something changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from ..reader import Reader

EVERYBODY, MEMBERS = 0, -1  # scopes that are no community: all readers, and those who are signed in
WAITS, ANSWERED = 1, 2  # states of questions; 0 is neither


class Line(NamedTuple):
    """A line of the ledger."""

    pk: int
    verb: str
    subject_kind: str
    subject_id: int | None
    community: int | None
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """What the index is to keep of a thing, or of a part of one."""

    obj: int
    scope: int
    at: datetime
    title: str = ""
    body: str = ""
    context: str = ""  # by which it is found too, but which stands elsewhere
    part: int = 0
    author: int | None = None
    state: int = 0
    is_public: bool = False  # everybody can read it, so its words may be offered to anybody


class Seen(NamedTuple):
    """A thing that the reader may see, as it stands now."""

    thread: int  # things of one thread are one result
    community: int | None
    author: int | None
    state: int = 0


class Part(NamedTuple):
    """A part of a result with a place of its own, such as a page."""

    text: str
    place: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a result says."""

    title: str
    address: str
    text: str  # from which the stretch that fits is shown
    place: str = ""
    place_address: str = ""
    author: str = ""
    at: datetime | None = None
    marks: Sequence[str] = ()
    note: str = ""
    slug: str = ""  # of the community whose emblem stands beside it
    initials: str = ""  # of the person whose disc does
    hue: int = 0
    parts: Sequence[Part] = ()  # of which the one that fits best is shown, in place of `text`, with its place


class Kind(Protocol):
    """Answers for one kind of thing."""

    one: Promise  # "Topic"
    many: Promise

    @property
    def rewords(self) -> Collection[str]:
        """Verbs of lines that take words away from things that can be found."""

    def touched(self, lines: Sequence[Line]) -> set[int]:
        """The things whose rows these lines may have made wrong."""

    def after(self, obj: int, most: int) -> list[int]:
        """The next things in the order of their numbers, for when everything is written anew."""

    def texts(self, objs: Sequence[int]) -> Iterator[Text]:
        """Those of them that can be found by somebody, as they stand now."""

    def seen(self, reader: Reader, objs: Sequence[int]) -> dict[int, Seen]:
        """Those of them that the reader may see now. One query."""

    def found(self, reader: Reader, objs: Sequence[int]) -> dict[int, Found]:
        """What to show of things that were just seen. One query."""
