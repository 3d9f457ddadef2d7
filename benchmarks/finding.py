"""`make bench-search`, its second half: what a search costs among a hundred thousand posts, and what its index does.

Searches of a word that stands in three posts, of one in every fifth and of the commonest of all, with rights, filters
and marked stretches, beside the ruler; how large the index is beside the text; how fast everything is written anew; how
long it takes until a new post is found.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from . import dataset
from .load import answer, burst
from .pages import TOKEN, Page, ruler
from .servers import Server, python, running
from .sites import Site, cost_of, ruler_beside, site

POSTS = 100_000
ROUNDS = 4
MARKS = {"rare": 0.9, "common": 1.7}  # rulers
COMMONEST = 40.0  # CPU ms
SIZE = 2.0  # times the text
ANEW = 2_000  # things a second
SOON = 5.0  # seconds
TRIES = 5


class Line(NamedTuple):
    """A figure, and the mark that it has to keep."""

    name: str
    figure: str
    mark: str = ""
    holds: bool = True


def main() -> int:
    """Print a table for SQLite and, with an address, one for PostgreSQL; returns 1 when a mark does not hold."""
    words = argparse.ArgumentParser(prog="make bench-search", description=__doc__)
    words.add_argument("--postgres", default="", metavar="URL", help="also on postgres://user@host/bench…; made anew")
    words.add_argument("--only-postgres", action="store_true", help="leave SQLite out")
    words.add_argument("--posts", type=int, default=POSTS, help="instead of 100,000")
    given = dataset.asked_for(words)
    holds = True
    for url in ([] if given.only_postgres else [""]) + ([given.postgres] if given.postgres else []):
        with site(url, given.posts) as made:
            print(f"\n### {'PostgreSQL' if url else 'SQLite'}, {made.filled['posts']:,} posts\n")
            print("| | | mark |\n|---|---|---|")
            for line in measure(made):
                over = "" if line.holds else " **not kept**"
                print(f"| {line.name} | {line.figure} | {line.mark}{over} |", flush=True)
                holds &= line.holds
    return 0 if holds else 1


def measure(made: Site) -> Iterator[Line]:
    """Everything that is measured, one after the other."""
    yield from costs(made)
    sizes = json.loads(_indexed(made))
    times = sizes["index"] / sizes["text"]
    figure = f"{times:.2f} times the text ({sizes['index'] / 1e6:.0f} MB)"
    yield Line("the index, freshly written", figure, f"≤ {SIZE:g}", times <= SIZE)
    rate = sizes["rows"] / sizes["seconds"]
    yield Line("written anew, a second of processor time", f"{rate:,.0f} things", f"≥ {ANEW:,}", rate >= ANEW)
    with running(python("-m", "convene", "worker"), made.environment, made.server.port):
        waits = [until_found(made, made.server) for _try in range(TRIES)]
    yield Line("a new post is found after, at most", f"{max(waits):.1f} s", f"≤ {SOON:g} s", max(waits) <= SOON)


def costs(made: Site) -> Iterator[Line]:
    """Searches and the ruler in turn; the best of some rounds counts."""
    mine = f"session={made.filled['session']}; csrf={TOKEN}"
    with ruler_beside(made) as bare:
        asked = [("the ruler", bare, ruler())]
        for name, word in made.filled["words"].items():
            data = _get(f"/search/?q={word}", mine)
            asked.append((name, made.server, Page(name, lambda data=data: data)))
        best = dict.fromkeys((name for name, _server, _page in asked), float("inf"))
        for server, page in ((server, page) for _name, server, page in asked):
            burst(server.port, page.request, connections=4, seconds=0.5, status=200)  # warm
        for _round in range(ROUNDS):
            for name, server, page in asked:
                _many, cost = cost_of(server, page, made.database, 1.0)
                best[name] = min(best[name], cost)
    alone = best.pop("the ruler")
    yield Line("the ruler: bare Django, 20 rows", f"{alone:.2f} CPU ms")
    for name, cost in best.items():
        mark, holds = f"≤ {COMMONEST:g} CPU ms", cost <= COMMONEST
        if name in MARKS:
            mark, holds = f"≤ {MARKS[name]} rulers", cost / alone <= MARKS[name]
        yield Line(f"search, {name} word", f"{cost:.2f} CPU ms, {cost / alone:.2f} rulers", mark, holds)


def until_found(made: Site, server: Server) -> float:
    """Seconds from the answer to a new post until a search shows it."""
    word, cookies = f"zz{uuid.uuid4().hex}", f"session={made.filled['session']}; csrf={TOKEN}"
    form = urlencode({"body": f"It is called {word}.", "key": uuid.uuid4(), "csrfmiddlewaretoken": TOKEN})
    head = (
        f"POST {made.filled['long']}reply/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
    )
    said, _body = answer(server.port, (head + form).encode())
    if " 302 " not in said.splitlines()[0]:
        raise SystemExit(f"The post was not taken: {said.splitlines()[0]}")
    began = time.monotonic()
    while time.monotonic() < began + 10 * SOON:
        if f"<mark>{word}".encode() in answer(server.port, _get(f"/search/?q={word}", cookies))[1]:
            break
        time.sleep(0.1)
    return time.monotonic() - began


def _get(path: str, cookies: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n".encode()


def _indexed(made: Site) -> bytes:
    words = python("-m", "benchmarks.indexed")
    return subprocess.check_output(words, env=os.environ | made.environment, cwd=dataset.PROJECT)


if __name__ == "__main__":
    sys.exit(main())
