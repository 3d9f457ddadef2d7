"""Ports for servers that tests start, and stop, and start again."""

from __future__ import annotations

import fcntl
import random
import socket
import tempfile
from pathlib import Path
from typing import TextIO

FIRST, LAST = 20_000, 32_000  # below those from which a system takes ports for connections
_taken: list[TextIO] = []


def free_port() -> int:
    """A port that is free, and so is the next; ours until this process ends, even while nobody listens there."""
    for _try in range(1000):
        port = random.randrange(FIRST, LAST, 2)
        if _take(port) and _is_free(port) and _is_free(port + 1):
            return port
    raise RuntimeError("no free port")


def _take(port: int) -> bool:
    """Whether no other process of any suite on this machine holds it."""
    folder = Path(tempfile.gettempdir()) / "convene-ports"
    folder.mkdir(mode=0o777, exist_ok=True)
    lock = (folder / str(port)).open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        return False
    _taken.append(lock)
    return True


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
