"""Take out where a film or a photo in a PDF was taken: in place, so that nothing in the file moves."""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Iterator
from pathlib import Path

# Boxes that say where, when and by whom; a player needs none of them
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"loci"})
_HOLDERS = frozenset({b"moov", b"trak", b"moof", b"traf", b"mdia", b"minf"})
_MOST_BOXES = 20_000

_EXIF = re.compile(rb"\xff\xe1(..)Exif\0\0", re.DOTALL)
_XMP_POSITION = re.compile(rb"(exif:GPS\w{1,30}(?:\s*=\s*[\"']|>))([^<\"']{1,200})")


def without_positions_in_movie(path: Path) -> None:
    """Empty every box of MP4 and its kin that may hold a position."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        for count, (start, head, end) in enumerate(_telling_boxes(content, 0, len(content), 0)):
            content[start + 4 : start + 8] = b"free"
            content[start + head : end] = bytes(end - start - head)
            if count > _MOST_BOXES:
                break


def _telling_boxes(content: mmap.mmap, start: int, end: int, depth: int) -> Iterator[tuple[int, int, int]]:
    """Places of telling boxes: start, length of the head, end; all in bytes."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", content, start)
        head = 8
        if size == 1 and start + 16 <= end:
            size, head = struct.unpack_from(">Q", content, start + 8)[0], 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            return
        if kind in _TELLING:
            yield start, head, start + size
        elif kind in _HOLDERS and depth < 8:
            yield from _telling_boxes(content, start + head, start + size, depth + 1)
        start += size


def without_positions_in_pdf(path: Path) -> None:
    """Blank EXIF of photos that lie in the PDF as they are, and positions in readable XMP."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        for found in list(_EXIF.finditer(content)):
            length = struct.unpack(">H", found[1])[0]
            first, last = found.end(), min(found.start() + 2 + length, len(content))
            content[first:last] = bytes(max(0, last - first))
        for found in list(_XMP_POSITION.finditer(content)):
            content[found.start(2) : found.end(2)] = b"0" * len(found[2])
