"""`make bench-dialogues`: votes a second, and what a vote costs with the page that shows the next statement.

A dialogue of 200 statements and 2,000 ballots; each request is another vote. In processor time of all processes of the
server, at sixteen connections.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
from urllib.parse import urlencode

from . import dataset
from .load import Request
from .pages import TOKEN, Page
from .sites import Site, cost_of, said, site

STATEMENTS, BALLOTS = 200, 2_000
POSTS = 400  # of the site around it
A_SECOND, WITH_PAGE = 500, 6.0  # marks: votes a second, CPU ms
ROUNDS, SECONDS = 4, 2.0


def main() -> int:
    """Print a table for SQLite and, with an address, one for PostgreSQL; returns 1 when a mark does not hold."""
    words = argparse.ArgumentParser(prog="make bench-dialogues", description=__doc__)
    words.add_argument("--postgres", default="", metavar="URL", help="also on postgres://user@host/bench…; made anew")
    words.add_argument("--only-postgres", action="store_true", help="leave SQLite out")
    given = dataset.asked_for(words)
    holds = True
    for url in ([] if given.only_postgres else [""]) + ([given.postgres] if given.postgres else []):
        with site(url, POSTS) as made:
            print(f"\n### {'PostgreSQL' if url else 'SQLite'}, {STATEMENTS} statements, {BALLOTS:,} ballots\n")
            holds &= measure(made)
    return 0 if holds else 1


def measure(made: Site) -> bool:
    """The best of some rounds; whether the marks hold."""
    filled = said(made.environment, "benchmarks.ballots", str(STATEMENTS), str(BALLOTS))
    votes = Page("vote", _votes(filled), status=302)
    with_page = Page("vote, and the page with the next statement", _votes(filled, "HX-Request: true\r\n"), status=200)
    print("| | CPU ms | requests/s | p99 at 16 | mark |\n|---|---|---|---|---|")
    rate, least = 0.0, float("inf")
    for page in (votes, with_page):
        rounds = [cost_of(made.server, page, made.database, SECONDS) for _round in range(ROUNDS)]
        wrong = sum(many.wrong for many, _cost in rounds)
        if wrong:
            print(f"{page.name}: {wrong} answers were not {page.status}", file=sys.stderr)
        cost, fastest = min(cost for _many, cost in rounds), max(many.a_second for many, _cost in rounds)
        p99 = min(many.within(0.99) for many, _cost in rounds)
        mark = f"≥ {A_SECOND} a second" if page is votes else f"≤ {WITH_PAGE:g} ms"
        print(f"| {page.name} | {cost:.2f} | {fastest:.0f} | {p99:.1f} ms | {mark} |", flush=True)
        rate, least = (fastest, least) if page is votes else (rate, cost)
    return rate >= A_SECOND and least <= WITH_PAGE


def _votes(filled: dict[str, object], more: str = "") -> Request:
    """Each time another ballot and statement, in an order that is the same in each run."""
    devices, statements, path = filled["devices"], filled["statements"], filled["path"]
    assert isinstance(devices, list)
    assert isinstance(statements, list)
    pairs = [(device, statement) for device in devices for statement in statements]
    random.Random(7).shuffle(pairs)  # noqa: S311 an order, no secret
    turn = itertools.cycle(pairs)

    def vote() -> bytes:
        device, statement = next(turn)
        form = urlencode({"statement": statement, "vote": "agree", "csrfmiddlewaretoken": TOKEN})
        head = (
            f"POST {path}vote/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrf={TOKEN}; ballot={device}\r\n{more}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        )
        return (head + form).encode()

    return vote


if __name__ == "__main__":
    sys.exit(main())
