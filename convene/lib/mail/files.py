"""Archive files opened for reading, packed or not, bounded against files that unpack without end."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import IO, BinaryIO, cast

GZIP = b"\x1f\x8b"
MAX_RATIO = 200
FREE_BYTES = 64 * 1024 * 1024
HIDDEN = re.compile(r"(?:^|/)(?:\.|__MACOSX/)")


class Unpacking(io.RawIOBase):
    """A packed file read as what is in it; `began` and `size` say where in `packed` it lies.

    raises: OSError when the file is damaged or unpacks to far more than any mail would.
    """

    def __init__(self, inner: IO[bytes] | gzip.GzipFile, packed: IO[bytes], size: int, began: int = 0) -> None:
        super().__init__()
        self.packed, self.began = packed, began
        self.limit = max(FREE_BYTES, size * MAX_RATIO)
        self._inner = inner
        self._given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; at the end, nothing."""
        try:
            data = self._inner.read(size if size >= 0 else FREE_BYTES)
        except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile) as fault:
            raise OSError("damaged") from fault
        self._given += len(data)
        if self._given > self.limit:
            raise OSError("bomb")
        return data

    def close(self) -> None:
        self._inner.close()
        self.packed.close()
        super().close()


def open_archive(path: Path, member: str = "") -> BinaryIO:
    """Open a file, unpacking it when it is gzip; or a member of a ZIP file. raises: OSError."""
    if member:
        return cast(BinaryIO, _open_member(path, member))
    stream = path.open("rb")
    if stream.read(2) == GZIP:
        stream.seek(0)
        return cast(BinaryIO, Unpacking(gzip.GzipFile(fileobj=stream, mode="rb"), stream, path.stat().st_size))
    stream.seek(0)
    return stream


def members(path: Path, most: int) -> list[zipfile.ZipInfo]:
    """The files in a ZIP file, no more than `most`, without what systems add. raises: OSError when it is damaged."""
    try:
        with zipfile.ZipFile(path) as packed:
            found = [one for one in packed.infolist() if not one.is_dir() and not HIDDEN.search(one.filename)]
    except (zipfile.BadZipFile, ValueError, struct.error) as fault:
        raise OSError("it is damaged") from fault
    return sorted(found, key=lambda one: one.filename)[:most]


def bytes_used(stream: BinaryIO, position: int) -> int:
    """How much of the file on disk has been read, for a progress bar."""
    return max(0, stream.packed.tell() - stream.began) if isinstance(stream, Unpacking) else position


def _open_member(path: Path, member: str) -> Unpacking:
    stream = path.open("rb")
    try:
        packed = zipfile.ZipFile(stream)
        info = packed.getinfo(member)
        return Unpacking(packed.open(info), stream, info.compress_size, info.header_offset)
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, ValueError, struct.error) as fault:
        stream.close()
        raise OSError("locked" if isinstance(fault, RuntimeError) else "damaged") from fault
