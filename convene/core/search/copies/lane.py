"""The lane of a worker that brings the copy into step. It is one of its own: the index never waits for a server."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event

from ....lib.opensearch.faults import Away
from ...outbox import claims, retries
from ...outbox.lanes import IDLE, Lane
from .sending import send

logger = logging.getLogger(__name__)
CLAIM = "search.copy"


class Copying(Lane):
    """Sends what waits, unless another worker does."""

    def __init__(self, holder: str, stopping: Event, lease: timedelta) -> None:
        super().__init__(holder, stopping, lease)
        self.failures = 0

    def step(self) -> float:
        """Do the next thing; where the server does not answer, wait longer each time."""
        if not claims.hold(CLAIM, self.holder, lease=self.lease):
            return self.lease.total_seconds() / 4
        try:
            done = send()
        except Away as error:
            self.failures += 1
            wait = retries.before_server(self.failures).total_seconds()
            if self.failures in {1, 5} or self.failures % 60 == 0:
                logger.warning("OpenSearch cannot be written to, trying again in %.0f s: %s", wait, error)
            return wait
        self.failures = 0
        return 0 if done else IDLE
