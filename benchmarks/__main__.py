"""`make bench`: what the pages of Convene cost, in processor time, beside a bare Django page of the same run."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import dataset
from .load import answer, burst
from .pages import Page, pages, ruler
from .servers import Server
from .sites import cost_of, queries_of, ruler_beside, site

MEMORY = 120  # megabytes that a web process may take
LARGEST = 60_000  # bytes of HTML


@dataclass
class Figure:
    """What a page cost."""

    name: str
    milliseconds: float  # of processor time, each request, all processes
    rulers: float = 0.0
    mark: float | None = None
    a_second: float = 0.0
    p50_alone: float = 0.0  # ms at one connection
    p50: float = 0.0  # ms at sixteen
    p99: float = 0.0
    size: int = 0
    queries: int | None = None  # in a warm process

    @property
    def holds(self) -> bool:
        return self.mark is None or self.rulers <= self.mark


def main() -> int:
    """Measure on SQLite and, with an address, on PostgreSQL; returns 1 when a mark does not hold."""
    words = argparse.ArgumentParser(prog="make bench", description=__doc__)
    words.add_argument("--postgres", default="", metavar="URL", help="also on postgres://user@host/bench…; made anew")
    words.add_argument("--only-postgres", action="store_true", help="leave SQLite out")
    words.add_argument("--quick", action="store_true", help="short bursts: rough figures in two minutes")
    words.add_argument("--posts", type=int, default=0, help="so many posts instead of 40,200")
    words.add_argument("--json", default="results/bench.json", metavar="FILE", help="where the figures go")
    given = dataset.asked_for(words)
    results = {}
    if not given.only_postgres:
        results["SQLite"] = measure("SQLite", "", given.posts, given.quick)
    if given.postgres:
        results["PostgreSQL"] = measure("PostgreSQL", given.postgres, given.posts, given.quick)
    file = Path(given.json)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return 0 if all(result["holds"] for result in results.values()) else 1


def measure(name: str, url: str, posts: int, quick: bool) -> dict[str, Any]:
    """Fill a fresh site, ask, print a table."""
    print(f"\n{name}: filling a site with the data set …", flush=True)
    with site(url, posts) as made, ruler_beside(made) as bare:
        asked = pages(made.filled, made.server.port)
        figures = _figures(made.server, bare, asked, made.database, quick)
        for figure, queries in zip(figures[1:], queries_of(made, asked), strict=True):
            figure.queries = queries
        memory = made.server.resident()
    print(table(name, made.filled["posts"], figures, memory))
    return {
        "posts": made.filled["posts"],
        "pages": [asdict(figure) | {"holds": figure.holds} for figure in figures],
        "resident_megabytes": [round(one, 1) for one in memory],
        "holds": all(figure.holds for figure in figures) and max(memory) <= MEMORY,
    }


def _figures(web: Server, bare: Server, asked: list[Page], database: str, quick: bool) -> list[Figure]:
    """Bursts in turn, ruler and pages, some rounds; the best of each counts, for other work can only add to a cost."""
    rounds, seconds = (2, 0.8) if quick else (4, 1.5)
    everything = [(bare, ruler()), *((web, page) for page in asked)]
    figures = [Figure(page.name, float("inf"), mark=page.mark) for _server, page in everything]
    for server, page in everything:
        page.begin()
        burst(server.port, page.request, connections=4, seconds=0.4, status=page.status)  # warm
    for number in range(rounds):
        for figure, (server, page) in zip(figures, everything, strict=True):
            page.begin()
            many, cost = cost_of(server, page, database, seconds)
            if many.wrong:
                print(f"{page.name}: {many.wrong} of {len(many.took)} answers were not {page.status}", file=sys.stderr)
            if cost < figure.milliseconds:
                figure.milliseconds, figure.a_second = cost, many.a_second
            figure.p50 = min(figure.p50 or 1e9, many.within(0.5))
            figure.p99 = min(figure.p99 or 1e9, many.within(0.99))
            if number == rounds - 1 and not page.only_many:
                alone = burst(server.port, page.request, connections=1, seconds=seconds / 2, status=page.status)
                figure.p50_alone = alone.within(0.5)
                figure.size = len(answer(server.port, page.request())[1])
    for figure in figures:
        figure.rulers = figure.milliseconds / figures[0].milliseconds
    return figures


def table(name: str, posts: int, figures: list[Figure], memory: list[float]) -> str:
    """The figures, as Markdown."""
    lines = [
        f"\n### {name}, {posts:,} posts\n",
        "| page | CPU ms | rulers | mark | queries | requests/s | p50 at 1 | p50 at 16 | p99 at 16 | kB |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for one in figures:
        mark = "" if one.mark is None else f"≤ {one.mark:g}" + ("" if one.holds else " **over**")
        queries = "" if one.queries is None else one.queries
        lines.append(
            f"| {one.name} | {one.milliseconds:.2f} | {one.rulers:.2f} | {mark} | {queries} | {one.a_second:.0f} |"
            f" {one.p50_alone:.1f} | {one.p50:.1f} | {one.p99:.1f} | {one.size / 1000:.1f} |"
        )
    said = ", ".join(f"{one:.0f}" for one in memory)
    lines.append(f"\nResident after the run, each web process: {said} MB (mark: {MEMORY}).")
    over = [one.name for one in figures if one.size > LARGEST]
    lines.append(f"HTML over {LARGEST // 1000} kB: {', '.join(over) or 'none'}.")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
