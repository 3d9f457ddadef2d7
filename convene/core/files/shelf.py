"""Where the bytes of files lie: put there, taken away, handed out, and lent to programs that need a path."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from django.core.files.base import File as Bytes
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from ...lib.errors import Unavailable
from ...lib.storage.dropping import drop as drop
from ...lib.storage.lending import Away

if TYPE_CHECKING:
    from ...lib.storage.lending import Shelf

logger = logging.getLogger(__name__)


def kept() -> Shelf:
    """The disk or the bucket in which files are kept."""
    return cast("Shelf", default_storage)


def put(name: str, path: Path) -> str:
    """Keep the bytes of a file; returns where they are. Raises Unavailable."""
    try:
        with path.open("rb") as content:
            return default_storage.save(name, Bytes(content))
    except Away as fault:
        logger.warning("%s", fault)
        raise away() from None


def away() -> Unavailable:
    """The refusal while the storage cannot be reached."""
    return Unavailable(_("We cannot reach our files just now. Please try again in a few minutes."))


@contextmanager
def copied(place: str, folder: Path) -> Iterator[Path]:
    """A copy of the bytes in a folder, as long as the `with` lasts. Raises FileNotFoundError or Away."""
    path = folder / "given"
    with path.open("wb") as target:
        target.writelines(kept().lend(place).chunks)
    try:
        yield path
    finally:
        path.unlink()
