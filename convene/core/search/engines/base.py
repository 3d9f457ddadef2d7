"""What the index asks of the database's full text, and the numbers of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol
from zlib import crc32

if TYPE_CHECKING:
    from ....lib.finding.asking import Asked

BEGAN = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)
ROOM = 1 << 15  # rows of one millisecond; with it any time until the year 9999 fits in 63 bits


class Row(NamedTuple):
    """A row of the index as it is written; the words are tokens with spaces between them."""

    id: int
    kind: str
    obj: int
    part: int
    scope: int
    author: int | None
    state: int
    round: int
    title: str
    body: str
    context: str


class Match(NamedTuple):
    """A row that fits."""

    id: int
    kind: str
    obj: int
    part: int


class Best(NamedTuple):
    """The rows that fit best, and whether more fit than were compared."""

    rows: list[Match]
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """Which rows to look through; None is all."""

    scopes: Sequence[int] | None = None
    kind: str | None = None
    place: int | None = None  # a community
    author: int | None = None
    state: int | None = None
    since: int | None = None  # the lowest number
    docs: Sequence[int] | None = None  # the numbers of those that come into question

    def conditions(self, listed: str) -> tuple[str, list[int | str]]:
        """As SQL upon a table `d`, and its parameters; `listed` is how the database says that a number is in a list."""
        parts: list[str] = []
        params: list[int | str] = []
        for column, values in (("scope", self.scopes), ("id", self.docs)):
            if values is not None:
                parts.append(f" AND d.{column} {listed}")
                params.append(",".join(map(str, values)))
        for column, sign, value in (
            ("kind", "=", self.kind), ("scope", "=", self.place), ("author", "=", self.author),
            ("state", "=", self.state), ("id", ">=", self.since),
        ):  # fmt: skip
            if value is not None:
                parts.append(f" AND d.{column} {sign} %s")
                params.append(value)
        return "".join(parts), params


class Finder(Protocol):
    """What can be asked for rows."""

    def match(self, asked: Asked, where: Where, most: int, *, in_titles: bool = False) -> list[Match]:
        """The newest rows that fit, the newest first."""

    def best(self, asked: Asked, where: Where, most: int, few: int) -> Best:
        """The rows that fit, the best first; where there are more than `most`, `few` in any good order."""


class Engine(Finder, Protocol):
    """Full text in one database."""

    def prepare(self) -> list[str]:
        """SQL that makes what the index needs beside the tables of models."""

    def add(self, rows: Sequence[Row]) -> None:
        """Write rows that are not there."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take rows out, with their words."""

    def tidy(self) -> None:
        """Let nothing of rows that are gone remain on the disk."""


def number_of(at: datetime) -> int:
    """The lowest number of a row of that millisecond; before 1970 there is only one."""
    return max((at - BEGAN) // MILLISECOND, 0) * ROOM


def numbered(rows: Sequence[Row], taken: Callable[[Sequence[int]], set[int]]) -> list[Row]:
    """The rows with numbers of their own: `id` comes in as that of the time, `taken` says which numbers others have."""
    wanted = {row: row.id + crc32(f"{row.kind} {row.obj} {row.part}".encode()) % ROOM for row in rows}
    given: dict[int, Row] = {}
    while wanted:
        others = taken(list(wanted.values()))
        for row, number in list(wanted.items()):
            if number in others or number in given:
                wanted[row] = number + 1
            else:
                given[number] = row._replace(id=number)
                del wanted[row]
    return list(given.values())
