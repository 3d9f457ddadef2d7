"""What an import reads from: an archive of mail, an export of a forum."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from ....lib.mail.message import Message


class Raw(Protocol):
    """A message as its source holds it; it travels to other processes, and so does its source."""

    used: int  # bytes of the source up to its end

    @property
    def size(self) -> int:
        """How much memory it takes, in bytes."""


class Source(Protocol):
    """Messages from elsewhere, in an order that is always the same."""

    @property
    def path(self) -> Path:
        """The file or folder."""

    @property
    def size(self) -> int:
        """What it takes on disk, in bytes."""

    def messages(self) -> Iterator[Any]:
        """Each as it is there, a `Raw`."""

    def parse(self, raw: Any) -> Message:
        """One of them, read; what cannot be read has a refusal."""
