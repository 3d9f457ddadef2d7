"""The rows of a data dump in XML, one after another, each parsed by itself: a damaged one costs no other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

CHUNK = 262_144
LONGEST = 4_000_000  # bytes of a row
HEAD = 65_536
ROW = re.compile(rb"<row(?=[\s/])")
DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
UNFIT = re.compile(
    r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[1-2]|1[4-9]|2[0-9]|3[01]));|[\x00-\x08\x0b\x0c\x0e-\x1f]",
    re.IGNORECASE,
)


class Row(NamedTuple):
    """The fields of a row, or None where it is damaged.

    units: ``end`` and ``size`` in bytes. ``fault``: damaged, too_large or damaged_file. ``mended``: had unfit signs.
    """

    fields: dict[str, str] | None
    end: int
    size: int
    fault: str | None = None
    mended: bool = False


def declares_types(path: Path) -> bool:
    """Whether a file brings definitions of its own, as only hostile ones do; no parser ever sees them."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
        first = ROW.search(head)
    return DECLARES.search(head, 0, first.start() if first else len(head)) is not None


def rows(path: Path) -> Iterator[Row]:
    """The rows of a file; one that ends before its time ends in a row with the fault ``damaged_file``."""
    last = b""
    for piece, end in _pieces(path):
        if last:
            yield _row(last, end - len(piece))
        last = piece
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(0, size - 256))
        is_whole = re.search(rb"</\w+\s*>\s*$|<\w+\s*/>\s*$", stream.read()) is not None
    if last and (is_whole or b"/>" in last):
        yield _row(last, size)
    if not is_whole:
        yield Row(None, size, 0, "damaged_file")


def _pieces(path: Path) -> Iterator[tuple[bytes, int]]:
    """The bytes of each row with what follows it, and where they end; of one that is too long only the beginning."""
    held, done, dropping = b"", 0, False
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            held += chunk
            starts = [match.start() for match in ROW.finditer(held)]
            if starts:
                if starts[0] and dropping:
                    dropping = False
                for start, end in zip(starts, starts[1:], strict=False):
                    yield held[start:end], done + end
                done += starts[-1]
                held = held[starts[-1] :]
            elif not held.startswith(b"<row"):
                kept = held[-5:]
                done += len(held) - len(kept)
                held = kept
            if len(held) > LONGEST:
                yield held[:LONGEST], done + len(held)
                done += len(held) - 5
                held = held[-5:]
    if ROW.match(held):
        yield held, done + len(held)


def _row(piece: bytes, end: int) -> Row:
    size = len(piece)
    if size >= LONGEST:
        return Row(None, end, size, "too_large")
    after = piece.find(b"<", 1)
    data = (piece if after < 0 else piece[:after]).rstrip()
    try:
        return Row(dict(_parsed(data).attrib), end, size)
    except ElementTree.ParseError:
        pass
    try:
        text = UNFIT.sub("\ufffd", data.decode("utf-8", "replace"))
        return Row(dict(_parsed(text).attrib), end, size, mended=True)
    except ElementTree.ParseError:
        return Row(None, end, size, "damaged")


def _parsed(data: bytes | str) -> ElementTree.Element:
    """One element that begins with <row, before which nothing can be defined."""
    return ElementTree.fromstring(data)  # noqa: S314 (no entities can be declared within an element)
