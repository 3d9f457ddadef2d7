"""What a worker does over and over: one lane for jobs, one for letters, one for the clock and the claims."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils import timezone

from . import claims, jobs, letters, retries
from .clock import Line, strike
from .models import Job, Letter
from .postman import Postman, ServerUnavailable

logger = logging.getLogger(__name__)
IDLE = 0.5  # seconds between looks when there is nothing to do
JOBS_AT_ONCE, LETTERS_AT_ONCE = 10, 20
AWAY = (OperationalError, InterfaceError)  # the database is locked, full or gone


class Lane:
    """Takes steps until told to stop, and outlives whatever the database does."""

    def __init__(self, holder: str, stopping: Event, lease: timedelta) -> None:
        self.holder, self.stopping, self.lease = holder, stopping, lease
        self.holding: Sequence[Job | Letter] = ()  # the claims that Pulse renews

    def step(self) -> float:
        """Do what there is to do; returns how many seconds to wait."""
        raise NotImplementedError

    def run(self) -> None:
        """Step until stopping."""
        pause, failures = 0.0, 0
        while not self.stopping.wait(pause):
            try:
                close_old_connections()
                pause, failures = self.step(), 0
            except Exception as error:
                failures += 1
                pause = retries.before_server(failures).total_seconds()
                name, trace = type(self).__name__, None if isinstance(error, AWAY) else error
                logger.warning("%s: trying again in %.0f s: %s", name, pause, error, exc_info=trace)
                connections.close_all()
            finally:
                self.holding = ()
        connections.close_all()

    def insist(self, write: Callable[[], object]) -> None:
        """Write down what has been done, however long the database is away."""
        failures = 0
        while True:
            try:
                write()
                return
            except AWAY as error:
                failures += 1
                logger.warning("Done, but it cannot be written down yet: %s", error)
                connections.close_all()
                if self.stopping.wait(retries.before_server(failures).total_seconds()) and failures > 1:
                    raise


class Jobs(Lane):
    """Runs jobs, one after the other."""

    def step(self) -> float:
        self.holding = claimed = claims.claim_jobs(self.holder, most=JOBS_AT_ONCE, lease=self.lease)
        for begun, job in enumerate(claimed):
            if self.stopping.is_set():
                claims.put_back(claimed[begun:])
                break
            outcome = jobs.run(job)
            self.insist(lambda job=job, outcome=outcome: jobs.keep(job, outcome))  # type: ignore[misc]
        return 0 if claimed else IDLE


class Letters(Lane):
    """Sends letters while a mail server is named; otherwise they are kept."""

    def __init__(self, holder: str, stopping: Event, lease: timedelta, url: str) -> None:
        super().__init__(holder, stopping, lease)
        self.postman = Postman(url)
        self.failures = 0

    def step(self) -> float:
        self.holding = claimed = claims.claim_letters(self.holder, most=LETTERS_AT_ONCE, lease=self.lease)
        for begun, letter in enumerate(claimed):
            if self.stopping.is_set():
                claims.put_back(claimed[begun:])
                break
            try:
                outcome = letters.send(letter, self.postman)
            except ServerUnavailable as error:
                return self._wait(claimed[begun:], str(error))
            self.failures = 0
            self.insist(lambda letter=letter, outcome=outcome: letters.keep([letter], outcome))  # type: ignore[misc]
        self.postman.rest()
        return 0 if claimed else IDLE

    def _wait(self, waiting: Sequence[Letter], reason: str) -> float:
        self.failures += 1
        wait = retries.before_server(self.failures)
        if self.failures in {1, 5} or self.failures % 60 == 0:
            logger.warning("The mail server cannot be used, trying again in %.0f s: %s", wait.total_seconds(), reason)
        letters.keep(waiting, {"next_at": timezone.now() + wait, "last_error": reason})
        return wait.total_seconds()


class Pulse(Lane):
    """Renews what the other lanes have claimed, and keeps the schedule if no other worker does.

    It also mends what a clock that ran ahead has written.
    """

    def __init__(self, others: Sequence[Lane], lines: Sequence[Line]) -> None:
        super().__init__(others[0].holder, others[0].stopping, others[0].lease)
        self.others, self.lines = others, lines

    def step(self) -> float:
        for lane in self.others:
            if held := lane.holding:
                claims.renew(held, lease=self.lease)
        claims.set_right()
        if claims.hold("schedule", self.holder, lease=self.lease):
            strike(self.lines, timezone.now())
        return self.lease.total_seconds() / 4
