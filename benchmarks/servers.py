"""Start and stop servers, and say what they cost: processor time and memory of a whole family of processes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import dataset

TICK = os.sysconf("SC_CLK_TCK")
STARTS_WITHIN = 60.0  # seconds


class Server:
    """A running server and its children."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def processor_time(self) -> float:
        """Seconds of user and system time of all its processes."""
        return sum(map(_seconds, family(self.process.pid)))

    def resident(self) -> list[float]:
        """Megabytes resident in each process that answers requests (the children; the parent only watches)."""
        return [_megabytes(pid, "VmRSS") for pid in family(self.process.pid)[1:]]


@contextmanager
def running(words: list[str], environment: dict[str, str], port: int) -> Iterator[Server]:
    """A server that answers on `port`, stopped at the end."""
    process = subprocess.Popen(words, env=os.environ | environment, cwd=dataset.PROJECT)
    try:
        _await(process, port)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def python(*words: str) -> list[str]:
    """A command for the same Python."""
    return [sys.executable, *words]


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for parent in found:
        try:
            tasks = list(Path(f"/proc/{parent}/task").iterdir())
            found += [int(child) for task in tasks for child in (task / "children").read_text().split()]
        except FileNotFoundError:
            continue
    return found


def backends_time(database: str) -> float:
    """Seconds of processor time of the processes of PostgreSQL that serve this database; 0 when it runs elsewhere."""
    total = 0.0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue
        if words.startswith(b"postgres: ") and f" {database} ".encode() in words:
            total += _seconds(int(entry.name))
    return total


def _await(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit(f"{' '.join(map(str, process.args))} ended at once")  # type: ignore[arg-type]
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"no answer on port {port} within {STARTS_WITHIN:.0f} seconds")


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _megabytes(pid: int, name: str) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0.0
