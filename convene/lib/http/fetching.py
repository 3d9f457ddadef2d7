"""Fetch a page or a document that somebody names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from . import limits, robots
from .addresses import parsed
from .asking import Answer, asked
from .faults import NotFetched
from .wire import Clock

PAGES = frozenset({"text/html", "application/xhtml+xml"})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LASTING = frozenset({301, 308})
TIRED = frozenset({429, 503})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.IGNORECASE)
_FILE_NAME = re.compile(r"filename\s*=\s*(?:\"([^\"]{1,300})\"|([^\s;]{1,300}))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address led to."""

    url: str  # where it lay in the end
    content_type: str
    charset: str  # as the site says; empty when it does not
    body: bytes
    name: str = ""  # of a file, as the site says or as the address ends


def fetch_page(url: str) -> Fetched:
    """The beginning of a page. Raises NotFetched, with a sentence for whoever gave the address."""
    with reached(url, Clock(limits.SECONDS), accept="text/html, application/xhtml+xml") as answer:
        if answer.content_type not in PAGES:
            raise NotFetched("kind", answer.status)
        return _fetched(answer, b"".join(answer.body(limits.MOST_OF_A_PAGE))[: limits.MOST_OF_A_PAGE])


def fetch_file(url: str, *, most: int) -> Fetched:
    """A whole file of at most so many bytes, to be taken in as any other. Raises NotFetched."""
    with reached(url, Clock(limits.SECONDS_FOR_A_FILE)) as answer:
        declared = answer.header("content-length")
        if declared.isdecimal() and int(declared[:20]) > most:
            raise NotFetched("large", answer.status)
        body = b"".join(answer.body(most))
        if len(body) > most:
            raise NotFetched("large", answer.status)
        return _fetched(answer, body)


@contextmanager
def reached(url: str, clock: Clock, *, accept: str = "*/*") -> Iterator[Answer]:
    """The answer at the end of all redirects, each of which is checked as the first address was. Raises NotFetched."""
    address = parsed(url)
    for _turn in range(limits.REDIRECTS + 1):
        robots.ask_leave(address, clock)
        with asked(address, clock, accept=accept) as answer:
            if answer.status in REDIRECTS and answer.header("location"):
                address = address.joined(answer.header("location"))
                continue
            rest = robots.leave_alone(address, answer.header("retry-after")) if answer.status in TIRED else 0
            if not 200 <= answer.status < 300:
                raise NotFetched(why(answer.status), answer.status, rest)
            yield answer
            return
    raise NotFetched("circles")


def why(status: int) -> str:
    """The code for an answer that is none."""
    if status in {404, 410}:
        return "gone"
    if status in {401, 402, 403, 407, 451}:
        return "shut"
    if status == 429:
        return "busy"
    return "away" if status >= 500 else "refused"


def _fetched(answer: Answer, body: bytes) -> Fetched:
    charset = _CHARSET.search(answer.header("content-type"))
    named = _FILE_NAME.search(answer.header("content-disposition"))
    last = answer.address.target.partition("?")[0].rpartition("/")[2]
    name = (named[1] or named[2]) if named else unquote(last)
    return Fetched(str(answer.address), answer.content_type, charset[1].lower() if charset else "", body, name)
