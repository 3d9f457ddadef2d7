"""The one helper process of this process: it cooks what looks heavy, and can be killed without harm."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, cast

from . import limits

_ROOT = Path(__file__).resolve().parents[3]


class Helper:
    """Starts when first needed, serves one thread at a time, is replaced when it dies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """The answer, or None when there was none in time and the helper was killed."""
        with self._lock:
            try:
                process = self._alive() or self._start()
                return _exchange(process, request, limits.HELPER_WAIT)
            except (OSError, ValueError, TimeoutError):
                self._kill()
                return None

    def forget(self) -> None:
        """Leave the helper to the process that this one was forked from."""
        self._lock = threading.Lock()
        self._process = None

    def _alive(self) -> subprocess.Popen[bytes] | None:
        return self._process if self._process and self._process.poll() is None else None

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", __package__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        _read_line(self._process, limits.HELPER_START)
        return self._process

    def _kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def _exchange(process: subprocess.Popen[bytes], request: dict[str, Any], seconds: float) -> dict[str, Any]:
    assert process.stdin
    process.stdin.write(json.dumps(request).encode() + b"\n")
    process.stdin.flush()
    return cast(dict[str, Any], json.loads(_read_line(process, seconds)))


def _read_line(process: subprocess.Popen[bytes], seconds: float) -> bytes:
    """A line from the helper. Raises TimeoutError, and ConnectionError when the helper has died."""
    assert process.stdout
    until = time.monotonic() + seconds
    parts: list[bytes] = []
    while not parts or not parts[-1].endswith(b"\n"):
        if not select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
            raise TimeoutError
        part = os.read(process.stdout.fileno(), 1 << 16)
        if not part:
            raise ConnectionError
        parts.append(part)
    return b"".join(parts)


HELPER = Helper()
os.register_at_fork(after_in_child=HELPER.forget)
