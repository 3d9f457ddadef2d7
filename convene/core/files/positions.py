"""Take out where a film or a photo in a PDF was taken: in place, so that nothing in the file moves."""

from __future__ import annotations

import mmap
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

# Boxes that say where, when and by whom; a player needs none of them
_TELLING = frozenset({b"udta", b"meta", b"uuid", b"loci"})
_HOLDERS = frozenset({b"moov", b"trak", b"moof", b"traf", b"mdia", b"minf"})
_MOST_BOXES = 20_000

_EXIF = re.compile(rb"\xff\xe1(..)Exif\0\0", re.DOTALL)
_NO_EXIF = b"II*\0\x08\0\0\0"  # and then no entries at all, so that every program goes on reading
_STREAM = re.compile(rb"\bstream\r?\n")
_MOST_NOTES = 500
_LARGEST_NOTE = 2 * 1024 * 1024
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
    """Blank EXIF of photos that lie in the PDF as they are, and positions in its XMP, packed or not."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as content:
        _blank(content)
        for count, (start, end) in enumerate(_packed_notes(content)):
            _blank_packed(content, start, end)
            if count > _MOST_NOTES:
                break


def blanked(content: bytes) -> bytes:
    """A photo without its EXIF and without positions in its XMP; of the same length."""
    changed = bytearray(content)
    _blank(changed)
    return bytes(changed)


def _blank(content: mmap.mmap | bytearray) -> None:
    for found in list(_EXIF.finditer(content)):
        length = struct.unpack(">H", found[1])[0]
        first, last = found.end(), min(found.start() + 2 + length, len(content))
        content[first:last] = _NO_EXIF[: max(0, last - first)].ljust(max(0, last - first), b"\0")
    for found in list(_XMP_POSITION.finditer(content)):
        content[found.start(2) : found.end(2)] = b"0" * len(found[2])


def _packed_notes(content: mmap.mmap) -> Iterator[tuple[int, int]]:
    """Where streams of XMP lie that are packed: start and end, in bytes."""
    for found in _STREAM.finditer(content):
        about = content[max(0, found.start() - 600) : found.start()].rpartition(b" obj")[2]
        if b"FlateDecode" in about and (b"Metadata" in about or b"/XML" in about):
            end = content.find(b"endstream", found.end())
            if end > 0:
                yield found.end(), end


def _blank_packed(content: mmap.mmap, start: int, end: int) -> None:
    """Pack a note anew without its positions; one that does not fit any more says nothing at all."""
    try:
        note = zlib.decompressobj().decompress(content[start:end], _LARGEST_NOTE)
    except zlib.error:
        return
    clear = blanked(note)
    if clear == note:
        return
    packed = zlib.compress(clear, 9)
    if len(packed) > end - start:
        packed = zlib.compress(b" " * 16, 9)[: end - start]
    content[start:end] = packed.ljust(end - start, b"\n")
