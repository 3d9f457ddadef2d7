"""What a reader asks for: words, and which things they want to see of those that fit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from ..engines import Where, number_of
from ..reader import Reader

DAYS = (7, 31, 365)


@dataclass(frozen=True, slots=True)
class Wish:
    """A search with its filters; the empty ones leave everything in."""

    text: str
    kind: str = ""
    community: int | None = None
    author: int | None = None
    state: int | None = None
    days: int | None = None
    newest: bool = False
    page: int = 1

    def where(self, reader: Reader) -> Where:
        """The rows to look through."""
        since = number_of(timezone.now() - timedelta(days=self.days)) if self.days else None
        return Where(reader.scopes, self.kind or None, self.community, self.author, self.state, since)

    def but(self, **changes: Any) -> Wish:
        """The same wish with other filters."""
        return replace(self, **changes)

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or self.community is not None or self.author or self.state or self.days)
