"""Turn what somebody gives into what is kept: checked, drawn anew, cleared. Touches no database."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from ...lib.images.converting import convert
from ...lib.text.names import clean_file_name
from .kinds import kind_of
from .scanning import scan


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file ready to be kept; the paths live as long as the `with` in which it was prepared."""

    name: str
    content_type: str
    path: Path
    width: int | None = None  # pixels
    height: int | None = None
    renditions: dict[str, Path] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes as kept."""
        return self.path.stat().st_size

    def sha256(self) -> str:
        """Of the bytes as kept, in hexadecimal."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def too_large() -> NotPossible:
    """The refusal for a file over the limit."""
    most = settings.FILE_LARGEST // (1024 * 1024)
    return NotPossible(
        _("This file is too large: at most %(most)s MB fit. Make it smaller, or put it where you can link to it.")
        % {"most": most}
    )


@contextmanager
def prepared(name: str, chunks: Iterable[bytes]) -> Iterator[Prepared]:
    """Read a file to its end, or no further than the limit, and make it fit to be kept. Raises NotPossible."""
    name = clean_file_name(name)
    with TemporaryDirectory(prefix="convene-intake-") as room:
        given = Path(room, "given")
        _write(given, chunks)
        kind = kind_of(name, given)
        scan(given)
        if not kind.is_picture:
            if kind.check:
                kind.check(given)
            yield Prepared(name, kind.content_type, given)
            return
        picture = convert(given, Path(room))
        yield Prepared(
            _named(name, picture.content_type),
            picture.content_type,
            picture.whole,
            picture.width,
            picture.height,
            picture.renditions,
        )


_ENDINGS = {"image/jpeg": ("jpg", "jpeg"), "image/png": ("png",), "image/webp": ("webp",), "image/gif": ("gif",)}


def _named(name: str, content_type: str) -> str:
    """The name with an ending that fits what the picture has become."""
    stem, _dot, ending = name.rpartition(".")
    return name if ending.lower() in _ENDINGS[content_type] else f"{stem}.{_ENDINGS[content_type][0]}"


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    written = 0
    with path.open("wb") as file:
        for chunk in chunks:
            written += len(chunk)
            if written > settings.FILE_LARGEST:
                raise too_large()
            file.write(chunk)
