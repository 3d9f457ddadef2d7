"""What bringing in archives costs: `python -m benchmarks.imports [KIND…] [PATH…]`.

Writes archives of each kind (mbox, stackexchange, discourse), imports each into a fresh SQLite site, and prints posts a
second, CPU and the most memory that all processes held together. Two sizes show that memory does not grow with the
archive. PATHs are archives of the last kind that was named, else of mail.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from .archives import MAKE

SIZES = (10_000, 30_000)  # posts


def measure(kind: str, path: Path, site: Path) -> str:
    """Import one path into a fresh site, twice, and say what that cost."""
    env = {**os.environ, "DATA_DIR": str(site), "DATABASE_URL": "", "DEVELOPMENT": "1"}
    command = [sys.executable, "-m", "convene"]
    subprocess.run([*command, "migrate", "-v", "0"], env=env, check=True, stderr=subprocess.DEVNULL)
    found = (
        "from convene.core.communities.models import Community as C; "
        "C.objects.create(slug='bench', name='Bench', state='operating')"
    )
    subprocess.run([*command, "shell", "-v", "0", "-c", found], env=env, check=True, stderr=subprocess.DEVNULL)
    first, again = (_timed([*command, "import", kind, str(path), "--community", "bench"], env) for _time in range(2))
    return f"{first}; again {again}"


def _timed(command: list[str], env: dict[str, str]) -> str:
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    watch = _Watch(process.pid)
    watch.start()
    said = process.communicate()[0].strip().splitlines()
    took, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    watch.over.set()
    watch.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    read = int(said[-1].split()[2])
    each, most = cpu / read * 1000, watch.most / 1024
    return f"{read} posts, {read / took:.0f}/s, {cpu:.1f} s CPU ({each:.2f} ms each), {most:.0f} MB at most"


class _Watch(threading.Thread):
    """Adds up the memory of a process and of those it started, five times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            self.most = max(self.most, sum(map(_resident, self._family(self.pid))))

    def _family(self, pid: int) -> list[int]:
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return []
        return [pid, *(one for child in children for one in self._family(int(child)))]


def _resident(pid: int) -> int:
    """Kilobytes, with what is shared counted once for each process that shares it."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(words: list[str]) -> None:
    """Measure what was made for it, then the paths."""
    sizes = [int(size) for size in os.environ.get("SIZES", "").split(",") if size] or SIZES
    kinds, paths = [word for word in words if word in MAKE], [word for word in words if word not in MAKE]
    with tempfile.TemporaryDirectory(prefix="convene-imports-") as room:
        for kind in kinds or ([] if paths else MAKE):
            for size in sizes:
                path = Path(room, f"{kind}-{size}")
                MAKE[kind](path, size)
                print(f"{kind}: {measure(kind, path, Path(room, f'site-{kind}-{size}'))}", flush=True)
        for number, given in enumerate(paths):
            kind = kinds[-1] if kinds else "mbox"
            print(f"{given}: {measure(kind, Path(given), Path(room, f'site-{number}'))}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
