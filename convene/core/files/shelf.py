"""Where bytes lie: put there, taken away, and lent to programs that need a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj

from django.core.files.base import File as Bytes
from django.core.files.storage import default_storage


def put(name: str, path: Path) -> str:
    """Keep the bytes of a file; returns where they are."""
    with path.open("rb") as content:
        return default_storage.save(name, Bytes(content))


def drop(places: Iterable[str]) -> None:
    """Take bytes away; what is gone already is no fault."""
    for place in places:
        default_storage.delete(place)


@contextmanager
def lent(place: str, folder: Path) -> Iterator[Path]:
    """A copy of the bytes in a folder, as long as the `with` lasts. Raises FileNotFoundError."""
    path = folder / "given"
    with default_storage.open(place) as source, path.open("wb") as target:
        copyfileobj(source, target)
    try:
        yield path
    finally:
        path.unlink()
