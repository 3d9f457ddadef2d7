"""Stop asking a server that does not answer, for a few seconds at a time."""

from __future__ import annotations

import logging
import time

logger = logging.getLogger(__name__)


class Breaker:
    """Open after a failure: while it is, nobody waits for the server; one line a minute says so."""

    def __init__(self, name: str, *, rest: float = 5.0) -> None:
        self.name, self.rest = name, rest
        self._closed_at = 0.0
        self._said_at = -60.0

    @property
    def is_open(self) -> bool:
        """Whether the server is to be left alone for now."""
        return time.monotonic() < self._closed_at

    def trip(self, error: Exception) -> None:
        """Note a failure."""
        now = time.monotonic()
        self._closed_at = now + self.rest
        if now - self._said_at >= 60:
            self._said_at = now
            logger.warning("%s does not answer, we go on without it: %s", self.name, error)
