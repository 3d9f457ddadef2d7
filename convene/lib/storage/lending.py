"""The bytes of a file, all of them or a stretch, on their way to whoever asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


class Away(OSError):
    """The place where files are kept does not answer, or not as it should."""


class Outside(ValueError):
    """The stretch begins behind the end; the argument is the size of the whole, in bytes."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch as it is asked for: from the first byte to the last, both counted; or so many at the end."""

    first: int | None
    last: int | None

    def within(self, size: int) -> tuple[int, int]:
        """The first byte and the one behind the last. Raises Outside."""
        if self.first is None:
            start, end = max(0, size - (self.last or 0)), size
        else:
            start, end = self.first, size if self.last is None else min(self.last + 1, size)
        if start >= end:
            raise Outside(size)
        return start, end

    def __str__(self) -> str:
        return f"bytes={'' if self.first is None else self.first}-{'' if self.last is None else self.last}"


def span(header: str) -> Span | None:
    """What a `Range` header asks for; None when it asks for all, or for more than one stretch."""
    found = _RANGE.fullmatch(header.strip())
    if found is None or not (found[1] or found[2]):
        return None
    asked = Span(int(found[1]) if found[1] else None, int(found[2]) if found[2] else None)
    return None if asked.first is not None and asked.last is not None and asked.last < asked.first else asked


@dataclass(frozen=True, slots=True)
class Lent:
    """Bytes from `start` to before `end`, of `size` in all."""

    size: int
    start: int
    end: int
    chunks: Iterator[bytes]


class Shelf(Protocol):
    """What every place for files can do, besides what Django asks of a storage."""

    def lend(self, name: str, span: Span | None = None) -> Lent:
        """The bytes of a file. Raises FileNotFoundError, Outside or Away."""

    def names(self) -> Iterable[tuple[str, datetime]]:
        """Every file with the moment at which it was put there. Raises Away."""

    def begin(self, name: str, chunks: Iterable[bytes]) -> None:
        """Bring a file in, to be in its place once `settle` is called. Raises Away."""

    def settle(self, names: Iterable[str], placed: Callable[[str], object]) -> None:
        """Give each file that was begun its place, and tell of each."""

    def clear(self) -> None:
        """Forget what was begun and not settled."""

    def examine(self) -> str:
        """See that files can be put there, read and taken away; says where that is. Raises Away with what is wrong."""
