"""What bringing in mail archives costs: `python -m benchmarks.imports [PATH…]`.

Writes archives of plain messages, imports each into a fresh SQLite site, and prints messages a second, CPU and the most
memory that all processes held together. Two sizes show that memory does not grow with the archive. PATHs are imported
too, one after another.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

SIZES = (10_000, 30_000)  # messages
PEOPLE = 400
TOPIC = 5  # messages in a thread, on average
START = datetime(2012, 1, 2, tzinfo=UTC)
SYLLABLES = [
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sa",
    "te",
    "vi",
    "wo",
    "ya",
    "ke",
    "mu",
    "ra",
    "si",
    "to",
]


def archive(path: Path, messages: int) -> None:
    """An mbox of plain messages of about 2 kB, in threads, with quotations and signatures; always the same."""
    rng = random.Random(7)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _word in range(3000)]
    open_threads: list[tuple[str, list[str]]] = []
    at = START
    with path.open("wb") as file:
        for number in range(messages):
            at += timedelta(minutes=rng.randint(5, 90))
            if not open_threads or rng.random() < 1 / TOPIC:
                open_threads.append((" ".join(rng.choices(words, k=6)).capitalize(), []))
                open_threads = open_threads[-20:]
                subject, references = open_threads[-1]
            else:
                subject, references = rng.choice(open_threads)
            file.write(_message(rng, words, number, at, subject, references).encode())
            references.append(f"<{number}@list.example>")


def _message(
    rng: random.Random, words: list[str], number: int, at: datetime, subject: str, references: list[str]
) -> str:
    who = rng.randrange(PEOPLE)
    name = f"{words[who].capitalize()} {words[who + 500].capitalize()}"
    quoted = "".join(f"> {_line(rng, words)}\n" for _line_number in range(rng.randint(2, 6))) if references else ""
    own = "\n".join("".join(f"{_line(rng, words)}\n" for _l in range(rng.randint(3, 7))) for _paragraph in range(3))
    thread = f"In-Reply-To: {references[-1]}\nReferences: {' '.join(references[-10:])}\n" if references else ""
    return (
        f"From person{who}@museum{who % 40}.example {at:%a %b %d %H:%M:%S %Y}\n"
        f"From: {name} <person{who}@museum{who % 40}.example>\nTo: list@list.example\n"
        f"Date: {format_datetime(at)}\nSubject: {'Re: ' if references else ''}{subject}\n"
        f"Message-ID: <{number}@list.example>\n"
        f"{thread}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{f'Somebody wrote:{chr(10)}{quoted}{chr(10)}' if quoted else ''}{own}\n"
        f"-- \n{name}\nMuseum of {words[who].capitalize()}\n\n"
    )


def _line(rng: random.Random, words: list[str]) -> str:
    return " ".join(rng.choices(words, k=rng.randint(8, 13))).capitalize() + "."


def measure(path: Path, site: Path) -> str:
    """Import one path into a fresh site, twice, and say what that cost."""
    env = {**os.environ, "DATA_DIR": str(site), "DATABASE_URL": "", "DEVELOPMENT": "1"}
    command = [sys.executable, "-m", "convene"]
    subprocess.run([*command, "migrate", "-v", "0"], env=env, check=True, stderr=subprocess.DEVNULL)
    found = (
        "from convene.core.communities.models import Community as C; "
        "C.objects.create(slug='bench', name='Bench', state='operating')"
    )
    subprocess.run([*command, "shell", "-v", "0", "-c", found], env=env, check=True, stderr=subprocess.DEVNULL)
    first, again = (_timed([*command, "import", "mbox", str(path), "--community", "bench"], env) for _time in range(2))
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
    return f"{read} messages, {read / took:.0f}/s, {cpu:.1f} s CPU ({each:.2f} ms each), {most:.0f} MB at most"


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


def main(paths: list[str]) -> None:
    """Measure what was made for it, then the paths."""
    sizes = [int(size) for size in os.environ.get("SIZES", "").split(",") if size] or SIZES
    with tempfile.TemporaryDirectory(prefix="convene-imports-") as room:
        for size in sizes:
            path = Path(room, f"{size}.mbox")
            archive(path, size)
            print(
                f"made, {path.stat().st_size / size / 1000:.1f} kB each: {measure(path, Path(room, f'site-{size}'))}",
                flush=True,
            )
            path.unlink()
        for number, given in enumerate(paths):
            print(f"{given}: {measure(Path(given), Path(room, f'site-{number}'))}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
