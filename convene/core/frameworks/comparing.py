"""What a text would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .texts.reading import parts


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of parts: new, gone, and those that stay."""

    new: list[str]
    gone: list[str]
    stay: int


def compare(before: Any, after: Any) -> Changes:
    """From one content to another of its kind; `before` may be None."""
    old = [key for _kind, key in parts(before)] if before is not None else []
    new = [key for _kind, key in parts(after)]
    both = set(old) & set(new)
    return Changes([one for one in new if one not in both], [one for one in old if one not in both], len(both))
