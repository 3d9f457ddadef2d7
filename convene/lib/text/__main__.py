"""The helper process (`python -m convene.lib.text`): cooks what it is asked within limits that hold."""

from __future__ import annotations

import json
import resource
import select
import signal
import sys
from types import FrameType
from typing import Any

from . import limits
from .kitchen import TooHeavy, cleaned, cooked


class _Alarm:
    """Ends a piece of work after so much computing."""

    def __init__(self) -> None:
        self.rang = False
        signal.signal(signal.SIGPROF, self._ring)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        self.rang = True
        raise TooHeavy

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Do what is asked; the alarm rings again and again, because a callback from Rust may swallow it."""
        self.rang = False
        try:
            signal.setitimer(signal.ITIMER_PROF, limits.HELPER_CPU, 0.02)
            try:
                done = cleaned(request["clean"]) if "clean" in request else cooked(**request)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
        except (TooHeavy, MemoryError, RecursionError):
            return {"too_heavy": True}
        return {"too_heavy": True} if self.rang else done


def main() -> None:
    """Answer requests from the standard input, a line of JSON each, until it ends or is silent for long."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.HELPER_MEMORY, limits.HELPER_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    alarm = _Alarm()
    _say({"ready": True})
    while select.select([sys.stdin], [], [], limits.HELPER_IDLE)[0] and (line := sys.stdin.buffer.readline()):
        _say(alarm.answer(json.loads(line)))


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
