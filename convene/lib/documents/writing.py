"""The text of a document on its way out of the process: a line of JSON a page, there even if the process is killed."""

from __future__ import annotations

import json
import re
from typing import IO

from . import limits
from .faults import Enough

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff\xad]")  # no database keeps all of them
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n(?: ?\n){2,}")
_BROKEN_WORD = re.compile(r"(?<=[a-zà-ÿ])[\u00ad\u2010\ufffe\x02]\n(?=[a-zà-ÿ])")  # as PDF breaks words at line ends


def tidied(text: str) -> str:
    """The text without what cannot be kept, words that a line broke made whole, and with no more blanks than one."""
    whole = _BROKEN_WORD.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    return _BLANK_LINES.sub("\n\n", _BLANKS.sub(" ", _UNFIT.sub("", whole))).strip()


class Pages:
    """Takes the text page by page; raises Enough when no more is kept."""

    def __init__(self, target: IO[str]) -> None:
        self._target = target
        self._left = limits.MOST_TEXT
        self.written = 0
        self.count: int | None = None  # pages or slides that the document has, if it has any of its own

    def add(self, text: str, name: str = "") -> None:
        """One page, which may be empty; `name` is that of a sheet or a chapter."""
        if self.written >= limits.MOST_PAGES or self._left <= 0:
            raise Enough
        kept = tidied(text[: 2 * limits.MOST_ON_A_PAGE])[: min(limits.MOST_ON_A_PAGE, self._left)]
        self._left -= len(kept)
        self.written += 1
        self._target.write(json.dumps([kept, tidied(name[: 2 * limits.MOST_NAME])[: limits.MOST_NAME]]) + "\n")
        self._target.flush()


class Stretches:
    """Takes running text in pieces, and makes pages of its paragraphs."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._held: list[str] = []
        self._length = 0
        self._name = ""

    def begin(self, name: str) -> None:
        """A part with a name of its own, such as a chapter, which begins on a new page."""
        self.end()
        self._name = " ".join(name.split())

    def add(self, piece: str) -> None:
        """Some text; a page ends at the first line end after enough of it."""
        while piece:
            part, piece = piece[: limits.STRETCH], piece[limits.STRETCH :]
            self._held.append(part)
            self._length += len(part)
            if self._length >= limits.STRETCH and ("\n" in part or self._length >= 2 * limits.STRETCH):
                self._turn()

    def _turn(self) -> None:
        text = "".join(self._held)
        end = text.rfind("\n") + 1 or len(text)
        self._pages.add(text[:end], self._name)
        self._held = [text[end:]]
        self._length = len(text) - end

    def end(self) -> None:
        """Whatever is left is the last page."""
        if tidied("".join(self._held)):
            self._pages.add("".join(self._held), self._name)
        self._held, self._length = [], 0
