"""Photos that lie inside a document or an archive forget where they were taken."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from .positions import blanked

_PNG = b"\x89PNG\r\n\x1a\n"
_TELLING = (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME")  # chunks that say where, when and with what
_LARGEST = 64 * 1024 * 1024  # bytes of a photo that is looked into
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, struct.error)


def without_positions_in_archive(path: Path) -> None:
    """Pack a zip anew in its place if any photo in it says where it was taken; all else in it stays as it is."""
    try:
        with zipfile.ZipFile(path) as archive:
            cleared = {entry.filename for entry in archive.infolist() if _tells(archive, entry)}
            if cleared:
                _pack(archive, cleared, path.with_name("packed"))
    except _BROKEN:
        return  # nobody can open it to look at a photo either
    if cleared:
        path.with_name("packed").replace(path)


def _tells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    clear = _clearing(entry)
    if clear is None:
        return False
    content = archive.read(entry)
    return clear(content) != content


def _pack(archive: zipfile.ZipFile, cleared: set[str], target: Path) -> None:
    with zipfile.ZipFile(target, "w") as packed:
        for entry in archive.infolist():
            content = archive.read(entry)
            clear = _clearing(entry) if entry.filename in cleared else None
            packed.writestr(entry, clear(content) if clear else content, entry.compress_type)


def _clearing(entry: zipfile.ZipInfo) -> Callable[[bytes], bytes] | None:
    ending = entry.filename.lower().rpartition(".")[2]
    return _CLEARING.get(ending) if entry.file_size <= _LARGEST else None


def without_telling_chunks(content: bytes) -> bytes:
    """A PNG without what it says of itself; anything else as it is."""
    if not content.startswith(_PNG):
        return content
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind not in _TELLING:
            kept.append(content[at : at + 12 + length])
        at += 12 + length
    return b"".join(kept) if at == len(content) else content


_CLEARING: dict[str, Callable[[bytes], bytes]] = {"jpg": blanked, "jpeg": blanked, "png": without_telling_chunks}
