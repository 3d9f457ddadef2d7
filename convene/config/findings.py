"""What `convene doctor` can say about one thing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Level = Literal["fine", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do when it is not well."""

    about: str
    level: Level
    says: str
    do: str = ""

    @property
    def as_json(self) -> dict[str, str]:
        """For programs."""
        return asdict(self)


def fine(about: str, says: str) -> Finding:
    """As it should be."""
    return Finding(about, "fine", says)


def note(about: str, says: str, do: str) -> Finding:
    """Good to know; nothing is broken."""
    return Finding(about, "note", says, do)


def wrong(about: str, says: str, do: str) -> Finding:
    """Broken or dangerous."""
    return Finding(about, "wrong", says, do)
