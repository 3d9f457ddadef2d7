"""`make bench-big`: the same pages on sites of ten thousand, a hundred thousand and a million posts, side by side."""

from __future__ import annotations

import argparse
import contextlib
import sys
from urllib.parse import urlsplit, urlunsplit

from . import dataset
from .load import burst
from .pages import Page, pages
from .sites import Site, cost_of, site

SIZES = (10_000, 100_000, 1_000_000)
MOST = 1.2  # what the largest site may cost, in the cost of the smallest
ROUNDS = 6
LEFT_OUT = "kept", "unchanged"  # what asks the database next to nothing


def main() -> int:
    """Print a table; returns 1 when a page costs more than it may on the largest site."""
    words = argparse.ArgumentParser(prog="make bench-big", description=__doc__)
    words.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="POSTS", help="instead of the three")
    words.add_argument("--postgres", default="", metavar="URL", help="on postgres://user@host/bench…, made anew a size")
    given = dataset.asked_for(words)
    with contextlib.ExitStack() as stack:
        sites = []
        for size in given.sizes:
            made = stack.enter_context(site(_named(given.postgres, size), size))
            print(f"{made.filled['posts']:,} posts written in {made.seconds:.0f} s", flush=True)
            sites.append(made)
        return compare(sites)


def compare(sites: list[Site]) -> int:
    """Ask all sites in turn; the best of some rounds counts."""
    asked = [[page for page in pages(made.filled, made.server.port) if _is_asked(page)] for made in sites]
    print("\n| CPU ms | " + " | ".join(f"{made.filled['posts']:,} posts" for made in sites) + " | last : first |")
    print("|---" * (len(sites) + 2) + "|")
    worst = 0.0
    for row in zip(*asked, strict=True):
        costs = [float("inf")] * len(sites)
        for made, page in zip(sites, row, strict=True):
            page.begin()
            burst(made.server.port, page.request, connections=4, seconds=0.4, status=page.status)  # warm
        for _round in range(ROUNDS):
            for place, (made, page) in enumerate(zip(sites, row, strict=True)):
                page.begin()
                _many, cost = cost_of(made.server, page, made.database, 0.8)
                costs[place] = min(costs[place], cost)
        ratio = costs[-1] / costs[0]
        worst = max(worst, ratio)
        print(f"| {row[0].name} | " + " | ".join(f"{cost:.2f}" for cost in costs) + f" | {ratio:.2f} |", flush=True)
    memory = ", ".join(f"{max(made.server.resident()):.0f}" for made in sites)
    print(f"\nResident, the larger web process of each: {memory} MB. Worst ratio: {worst:.2f} (mark: {MOST}).")
    return 0 if worst <= MOST else 1


def _is_asked(page: Page) -> bool:
    return not any(word in page.name for word in LEFT_OUT)


def _named(url: str, size: int) -> str:
    if not url:
        return ""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path}_{size}"))


if __name__ == "__main__":
    sys.exit(main())
