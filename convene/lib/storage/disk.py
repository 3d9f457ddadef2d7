"""Files in a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.core.files.storage import FileSystemStorage

from .lending import CHUNK, Away, Lent, Span

STAGE = ".restoring"  # beside the files, so that a finished one takes its place by its name alone


class Disk(FileSystemStorage):
    """A folder of this machine."""

    @property
    def root(self) -> Path:
        """Where it is."""
        return Path(self.location)

    def lend(self, name: str, span: Span | None = None) -> Lent:
        """See Shelf."""
        file = Path(self.path(name)).open("rb")  # noqa: SIM115 closed when it has been read
        try:
            size = os.fstat(file.fileno()).st_size
            start, end = span.within(size) if span else (0, size)
            file.seek(start)
        except BaseException:
            file.close()
            raise
        return Lent(size, start, end, _chunks(file, end - start))

    def names(self) -> Iterator[tuple[str, datetime]]:
        """See Shelf."""
        for folder, folders, files in os.walk(self.root):
            folders[:] = [each for each in folders if each != STAGE]
            for name in files:
                path = Path(folder, name)
                try:
                    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                except FileNotFoundError:
                    continue
                yield path.relative_to(self.root).as_posix(), at

    def begin(self, name: str, chunks: Iterable[bytes]) -> None:
        """See Shelf."""
        begun = self.root / STAGE / name
        begun.parent.mkdir(parents=True, exist_ok=True)
        with begun.open("wb") as file:
            file.writelines(chunks)

    def settle(self, names: Iterable[str], placed: Callable[[str], object]) -> None:
        """See Shelf."""
        for name in names:
            place = self.root / name
            place.parent.mkdir(parents=True, exist_ok=True)
            (self.root / STAGE / name).rename(place)
            placed(name)

    def clear(self) -> None:
        """See Shelf."""
        shutil.rmtree(self.root / STAGE, ignore_errors=True)

    def examine(self) -> str:
        """See Shelf."""
        probe = self.root / ".doctor"
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe.write_bytes(b"was here")
            probe.unlink()
        except OSError as error:
            raise Away(f"Nothing can be written into {self.root}: {error.strerror}.") from None
        return str(self.root)


def _chunks(file: BinaryIO, left: int) -> Iterator[bytes]:
    with file:
        while left and (chunk := file.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
