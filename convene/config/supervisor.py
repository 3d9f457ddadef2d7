"""One parent that starts web, worker and live, starts again what died, and stops all together."""

from __future__ import annotations

import ctypes
import gc
import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from types import FrameType

from django.db import connections

logger = logging.getLogger(__name__)
SETTLED = 10.0  # seconds after which a child counts as well started
TRIES = 4  # of a child that never settled
LONGEST_REST = 30.0
STOP_WITHIN = 9.0
PARENT_DIED = 1  # PR_SET_PDEATHSIG


@dataclass
class Child:
    """A process to keep running."""

    name: str
    work: Callable[[], None]
    process: BaseProcess | None = None
    started_at: float = 0.0
    next_start: float = 0.0
    failures: int = 0
    has_settled: bool = False


class Supervisor:
    """Keeps children running until it is told to stop."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self.is_asked_to_stop = False

    def run(self, *, on_started: Callable[[], bool] = lambda: True) -> str:
        """Supervise until SIGTERM or SIGINT; returns nothing, or why it had to end.

        on_started: asked again and again from the start until it returns True.
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        connections.close_all()
        gc.collect()
        gc.freeze()  # what is loaded by now is shared with the children
        is_announced, trouble = False, ""
        while not self.is_asked_to_stop and not trouble:
            trouble = self._keep_running()
            is_announced = is_announced or on_started()
            alive = [child.process.sentinel for child in self.children if child.process]
            multiprocessing.connection.wait(alive, timeout=0.2 if is_announced else 0.05)
        self._stop_all()
        return trouble

    def _keep_running(self) -> str:
        now = time.monotonic()
        for child in self.children:
            if child.process and not child.process.is_alive():
                self._bury(child, now)
                if child.failures >= TRIES and not child.has_settled:
                    return f"{child.name} could not be started; what it said stands above."
            elif child.process and now - child.started_at > SETTLED:
                child.has_settled, child.failures = True, 0
            elif child.process is None and now >= child.next_start:
                self._start(child, now)
        return ""

    def _start(self, child: Child, now: float) -> None:
        process = multiprocessing.get_context("fork").Process(target=_be, args=(child,), name=child.name)
        sys.stdout.flush()
        sys.stderr.flush()
        process.start()
        child.process, child.started_at = process, now

    def _bury(self, child: Child, now: float) -> None:
        assert child.process is not None  # noqa: S101
        child.failures += 1
        rest = min(2.0 ** (child.failures - 1), LONGEST_REST)
        logger.error("%s ended (%s), starting it again in %.0f s", child.name, child.process.exitcode, rest)
        _signal_group(child.process, signal.SIGTERM)  # what it may have left behind
        child.process.close()
        child.process, child.next_start = None, now + rest

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN
        for process in running:
            process.join(max(0.0, deadline - time.monotonic()))
        for process in running:
            _signal_group(process, signal.SIGKILL)
            process.join(1)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.is_asked_to_stop = True


def end_with_parent() -> None:
    """Ask the system to end this process with its parent, so that nothing is left behind when that is killed."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)


def _be(child: Child) -> None:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to hear, who then tells us
    os.setpgid(0, 0)
    end_with_parent()
    child.work()


def _signal_group(process: BaseProcess, number: int) -> None:
    if process.pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, number)
