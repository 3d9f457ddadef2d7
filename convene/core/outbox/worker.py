"""A worker: runs jobs, sends letters, keeps the schedule."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from datetime import timedelta
from threading import Event, Thread

from django.db import OperationalError

from . import claims, jobs
from .clock import Line
from .lanes import Jobs, Lane, Letters, Pulse


class Worker:
    """Lanes side by side, each a thread with a connection of its own."""

    def __init__(
        self, lines: Sequence[Line], *, mail_url: str = "", lease: timedelta = claims.LEASE,
        more: Sequence[type[Lane]] = (),
    ) -> None:  # fmt: skip
        self.holder = claims.new_holder()
        self.stopping = Event()
        self.is_asked_to_stop = False
        common = self.holder, self.stopping, lease
        lanes: list[Lane] = [Jobs(*common)]
        if mail_url:
            lanes.append(Letters(*common, mail_url))
        lanes += [lane(*common) for lane in more]
        self.lanes = [*lanes, Pulse(lanes, lines)]

    def run(self, *, grace: float = 8) -> bool:
        """Work until `stop` is called; false when work was still under way `grace` seconds after that."""
        threads = [Thread(target=lane.run, name=type(lane).__name__, daemon=True) for lane in self.lanes]
        for thread in threads:
            thread.start()
        while not self.is_asked_to_stop:
            time.sleep(0.1)
        self.stopping.set()
        deadline = time.monotonic() + grace
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if any(thread.is_alive() for thread in threads):
            return False  # whoever comes next takes over when the lease ends
        with contextlib.suppress(OperationalError):  # the lease ends by itself as well
            claims.let_go("schedule", self.holder)
        return True

    def stop(self) -> None:
        """Finish what has begun and no more; a signal may call this."""
        self.is_asked_to_stop = True


def work_off(*, most: int = 1000) -> int:
    """Run the jobs that are due, here and now, until none is; returns how many ran."""
    holder, done = claims.new_holder(), 0
    while done < most and (claimed := claims.claim_jobs(holder, most=min(10, most - done))):
        for job in claimed:
            jobs.keep(job, jobs.run(job))
        done += len(claimed)
    return done
