"""How the posts of a topic's page are drawn: each fills the gaps of a card that was drawn for its shape."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from ...core.people.models import hue_of, initials_of
from ...lib.text import safe
from ...lib.ui.dates import clock
from ...lib.ui.stencil import Stencil
from .models import REACTIONS
from .queries import PostRow

NOTHING = escape("")


class Shape(NamedTuple):
    """Everything about a post that its card decides by."""

    is_removed: bool  # by its author, who left
    is_hidden: bool
    is_first: bool
    is_answer: bool
    is_own: bool
    is_imported: bool
    is_edited: bool
    is_reply: bool  # to a post that does not stand just above
    has_author: bool
    has_institution: bool
    has_reactions: bool
    reactions: tuple[tuple[str, str, bool, bool], ...]  # kind, its words, whether it was given, and by the reader
    may_react: bool
    may_reply: bool
    may_accept: bool
    may_moderate: bool
    may_report: bool
    is_bookmarked: bool


class Gaps(NamedTuple):
    """What is put into a card."""

    near: Markup  # of the topic's address, what goes before a post's number
    page: int
    pk: int
    number: int
    reply_to: int
    handle: Markup
    author: Markup
    initials: Markup
    hue: int
    institution: Markup
    created: Markup
    html: Markup
    heart: int
    thanks: int
    idea: int


POST = Stencil("discussions/_post.html", "post", Gaps)


@dataclass(slots=True)
class Cards:
    """The posts of one page, for one reader."""

    near: Markup
    page: int
    answer: int | None  # pk of the accepted post
    reader: int | None  # pk of who reads
    mine: set[tuple[int, str]]  # (post, kind) of the reader's own reactions
    may: tuple[bool, bool, bool, bool, bool]  # react, reply, accept, moderate, report
    bookmarked: Container[int] = frozenset()
    words: list[tuple[str, str]] = field(default_factory=lambda: [(kind, str(say)) for kind, say in REACTIONS.items()])
    when: Callable[[datetime], Markup] = field(default_factory=clock)

    def draw(self, rows: Iterable[PostRow]) -> Markup:
        """The cards of some posts, one after the other."""
        return POST.filled(map(self._filling, rows))

    def _filling(self, row: PostRow) -> tuple[Shape, Gaps]:
        given, mine = row.reactions, self.mine
        shape = Shape(
            not row.html, row.hidden_at is not None, row.number == 1, row.pk == self.answer,
            row.author_id is not None and row.author_id == self.reader, row.is_imported, row.edited_at is not None,
            row.reply_to is not None and row.reply_to != row.number - 1, bool(row.handle), bool(row.institution),
            bool(given), tuple([(kind, words, kind in given, (row.pk, kind) in mine) for kind, words in self.words]),
            *self.may, row.pk in self.bookmarked,
        )  # fmt: skip
        handle, author, initials, hue = _drawn_person(row.handle or "", row.author or "")
        gaps = Gaps(
            self.near, self.page, row.pk, row.number, row.reply_to or 0, handle, author, initials, hue,
            escape(row.institution) if row.institution else NOTHING, self.when(row.created_at), safe(row.html),
            given.get("heart", 0), given.get("thanks", 0), given.get("idea", 0),
        )  # fmt: skip
        return shape, gaps


@lru_cache(maxsize=4096)
def _drawn_person(handle: str, name: str) -> tuple[Markup, Markup, Markup, int]:
    return escape(handle), escape(name), escape(initials_of(name)), hue_of(handle)
