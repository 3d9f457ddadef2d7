"""What each app knows of a person: given to them when they ask, and forgotten when they leave.

The core cannot know the features above it. Each app that knows something of people has a module `personal`, named in
the setting `PERSONAL`, with up to three functions. The features come first there, the account last.

    def given(person: User) -> Iterator[Section]: ...  # everything of theirs, for their export
    def to_settle(person: User) -> Iterator[str]: ...  # sentences: what has to be done before they can leave
    def forget(person: User, how: How) -> None: ...  # in the transaction that forgets them; safe to run twice

After all have forgotten, a person who does not keep their name is deleted, and with them the rows that cascade.
`docs/personal-data.md` says what becomes of each column; a test compares it with the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from .models import How, User

Row = dict[str, Any]  # texts, numbers, moments, truths, or lists of them


@dataclass(frozen=True)
class Section:
    """A kind of thing in an export, such as one's posts: a page to read and a file for machines."""

    name: str  # of its files: "posts"
    title: str
    rows: list[Row]
    files: dict[str, str] = field(default_factory=dict)  # path in the archive -> place in storage


@dataclass(frozen=True)
class Part:
    """What one app does for a person."""

    given: Callable[[User], Iterator[Section]]
    to_settle: Callable[[User], Iterator[str]]
    forget: Callable[[User, How], None]


def parts() -> list[Part]:
    """Every app that knows something of people, features first."""
    modules = [import_module(name) for name in settings.PERSONAL]
    return [
        Part(
            getattr(module, "given", _nothing), getattr(module, "to_settle", _nothing),
            getattr(module, "forget", _leave_alone),
        )
        for module in modules
    ]  # fmt: skip


def _nothing(_person: User) -> Iterator[Any]:
    return iter(())


def _leave_alone(_person: User, _how: How) -> None:
    """There is nothing to do that the database does not do by itself."""
