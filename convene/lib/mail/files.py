"""Archive files opened for reading, packed or not, bounded against files that unpack without end."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import BinaryIO, cast

GZIP = b"\x1f\x8b"
MAX_RATIO = 200
FREE_BYTES = 64 * 1024 * 1024


class Unpacking(io.RawIOBase):
    """A gzip file read as what is in it.

    raises: OSError when the file is damaged or unpacks to far more than any mail would.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.packed = path.open("rb")
        self.limit = max(FREE_BYTES, path.stat().st_size * MAX_RATIO)
        self._inner = gzip.GzipFile(fileobj=self.packed, mode="rb")
        self._given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes; at the end, nothing."""
        try:
            data = self._inner.read(size if size >= 0 else FREE_BYTES)
        except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
            raise OSError("damaged") from fault
        self._given += len(data)
        if self._given > self.limit:
            raise OSError("bomb")
        return data

    def close(self) -> None:
        self.packed.close()
        super().close()


def open_archive(path: Path) -> BinaryIO:
    """Open a file, unpacking it when it is gzip."""
    stream = path.open("rb")
    if stream.read(2) == GZIP:
        stream.close()
        return cast(BinaryIO, Unpacking(path))
    stream.seek(0)
    return stream


def bytes_used(stream: BinaryIO, position: int) -> int:
    """How much of the file on disk has been read, for a progress bar."""
    return stream.packed.tell() if isinstance(stream, Unpacking) else position
