"""Processes of a site that are killed at random and started again at once; run in the site's own environment.

    python tests/killing.py PORT SEED

Two web servers share the port, two workers share the work. They are forked from here, where all is loaded already, so
that a new one answers in a moment. Each line that comes in kills one of them; the end of the input ends all.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")

import django  # noqa: E402

django.setup()

from convene.config import web, worker  # noqa: E402
from convene.config.supervisor import end_with_parent  # noqa: E402

LEASE = timedelta(seconds=2)


@dataclass
class Running:
    """One of the processes, with all that it started."""

    kind: str
    work: Callable[[], object]
    group: int = 0

    def start(self) -> None:
        self.group = os.fork()
        if self.group:
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        os.setpgid(0, 0)
        end_with_parent()
        self.work()
        os._exit(0)

    def kill(self, rng: random.Random) -> str:
        """Kill all of it; of a web server sometimes just one process, as when memory runs out."""
        members = _group(self.group)
        if self.kind == "web" and len(members) > 1 and rng.random() < 0.3:
            os.kill(max(members), signal.SIGKILL)
            return "one process of web"
        with suppress(ProcessLookupError):
            os.killpg(self.group, signal.SIGKILL)
        return self.kind


def main(port: int, seed: int) -> None:
    """Start; kill when asked to; start again."""
    rng, killed = random.Random(seed), Counter[str]()
    web._application()
    running = [Running("web", lambda: web.serve("127.0.0.1", port)) for _ in range(2)]
    running += [Running("worker", lambda: worker.work(LEASE)) for _ in range(2)]
    for one in running:
        one.start()
    while True:
        if select.select([sys.stdin], [], [], 0.02)[0]:
            if not sys.stdin.buffer.raw.read(1):
                break
            killed[rng.choice(running).kill(rng)] += 1
        _start_again(running)
    print(f"killed: {dict(killed)}", flush=True)
    for one in running:
        with suppress(ProcessLookupError):
            os.killpg(one.group, signal.SIGKILL)


def _start_again(running: list[Running]) -> None:
    """Whoever has ended, by us or by itself."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            for one in running:
                if one.group == ended:
                    with suppress(ProcessLookupError, PermissionError):
                        os.killpg(ended, signal.SIGKILL)  # what it may have left behind
                    one.start()


def _group(number: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == number and fields[0] != "Z":
                found.append(int(stat.parent.name))
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
