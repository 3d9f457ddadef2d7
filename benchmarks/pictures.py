"""`python -m benchmarks.pictures`: what it takes from the last vote to the picture that pages show, database and all.

A dialogue of so many ballots lies in a fresh database; the worker's task reads all votes, works them out with their
doubt, and keeps the picture: the first one, and the next one after fifty more ballots. On one thread; processor time is
that of the worker and, on PostgreSQL, of its back ends.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from typing import Any
from urllib.parse import urlsplit

from .servers import backends_time
from .sites import make_database, said

SIZES = {"10,000 x 500": ("10000", "500", ".1"), "100,000 x 1,000": ("100000", "1000", ".03")}
MARKS = {"10,000 x 500": (5.0, 1024), "100,000 x 1,000": (60.0, 2048)}  # seconds, MiB
MORE = "50"


def main() -> int:
    """Print a table for SQLite and, with an address, one for PostgreSQL; returns 1 when a mark does not hold."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.pictures", description=__doc__)
    words.add_argument("--postgres", default="", metavar="URL", help="also on postgres://user@host/bench…; made anew")
    words.add_argument("--only-postgres", action="store_true", help="leave SQLite out")
    words.add_argument("--big", action="store_true", help="100,000 people too")
    given = words.parse_args()
    holds = True
    for url in ([] if given.only_postgres else [""]) + ([given.postgres] if given.postgres else []):
        print(f"\n### {'PostgreSQL' if url else 'SQLite'}\n")
        print("| people x statements | which | CPU s | of that reading | elapsed s | memory | mark |")
        print("|---|---|---|---|---|---|---|")
        for name in SIZES if given.big else list(SIZES)[:1]:
            holds &= _measured(name, url)
    return 0 if holds else 1


def _measured(name: str, url: str) -> bool:
    (seconds, mib), database = MARKS[name], urlsplit(url).path.lstrip("/")
    with tempfile.TemporaryDirectory(prefix="convene-bench-") as folder:
        environment = {
            "DATA_DIR": folder, "DATABASE_URL": url, "SECRET_KEY": "of-the-benchmark-alone-0123456789-0123456789",
            "LOG_LEVEL": "ERROR", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1",
        }  # fmt: skip
        if url:
            make_database(url)
        said(environment, "benchmarks.heap", "fill", *SIZES[name])
        holds = True
        for which in ("first", "next"):
            if which == "next":
                said(environment, "benchmarks.heap", "more", MORE)
            before = backends_time(database) if database else 0.0
            told: dict[str, Any] = said(environment, "benchmarks.heap", "draw")
            cpu = told["cpu"] + (backends_time(database) - before if database else 0.0)
            kept = cpu <= seconds and told["mib"] <= mib
            holds &= kept
            over = "" if kept else " **not kept**"
            print(
                f"| {name} | {which} | {cpu:.1f} | {told['reading']:.1f} | {told['elapsed']:.1f} "
                f"| {told['mib']:.0f} MiB | {seconds:g} s, {mib} MiB{over} |",
                flush=True,
            )
    return holds


if __name__ == "__main__":
    sys.exit(main())
