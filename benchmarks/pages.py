"""What is measured, and the mark that each has to keep."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from .load import Request, answer

TOKEN = "a" * 32


@dataclass
class Page:
    """Something to ask for."""

    name: str
    request: Request
    mark: float | None = None  # most that it may cost, in rulers
    status: int = 200
    only_many: bool = False  # not at one connection
    begin: Callable[[], None] = lambda: None  # before each burst


def ruler() -> Page:
    """The bare Django page."""
    return Page("the ruler: bare Django, 20 rows", _same("/"))


def pages(site: dict[str, Any], port: int) -> list[Page]:
    """Everything that is asked of Convene."""
    topic, last, community = site["topic"], f"{site['long']}?page=10", site["community"]
    places = {"topic, 20 posts": topic, "last page of 200 posts": last, "list of a community": community}
    places |= {"home": "/", "directory of communities": "/communities/"}
    mine = f"session={site['session']}; csrf={TOKEN}"
    found = [Page(f"{name}, member", _same(path, mine), 0.6) for name, path in places.items()]
    for name, path in (("topic", topic), ("home", "/")):
        held = _Held(port, path, mine)
        found.append(Page(f"{name}, member, unchanged (304)", held, 0.2, status=304, begin=held.look))
    found += [Page(f"{name}, signed out, kept", _same(path), 0.1) for name, path in places.items()]
    found += [Page(f"{name}, signed out, first", _ever_new(path), None) for name, path in places.items()]
    for name, mark in (("rare", 0.9), ("common", 1.7)):
        found.append(Page(f"search, a {name} word, member", _same(f"/search/?q={site['words'][name]}", mine), mark))
    found.append(Page("2,000 topics in turn, member", _in_turn(site["topics"], mine), None))
    found.append(Page("reply, 50 followers, durable", _replies(site["long"], mine), 2.0, status=302, only_many=True))
    return found


def _get(path: str, cookies: str = "", etag: str = "") -> bytes:
    head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    head += f"Cookie: {cookies}\r\n" if cookies else ""
    head += f"If-None-Match: {etag}\r\n" if etag else ""
    return f"{head}\r\n".encode()


def _same(path: str, cookies: str = "", etag: str = "") -> Request:
    data = _get(path, cookies, etag)
    return lambda: data


def _ever_new(path: str) -> Request:
    """An address that was never asked for, so that no kept page answers."""
    numbers = itertools.count()
    sign = "&" if "?" in path else "?"
    return lambda: _get(f"{path}{sign}never={next(numbers)}")


def _in_turn(paths: list[str], cookies: str) -> Request:
    turn = itertools.cycle(paths)
    return lambda: _get(next(turn), cookies)


def _replies(path: str, cookies: str) -> Request:
    def write() -> bytes:
        key = uuid.uuid4()
        body = f"A **reply** of some words, *{key}*.\n\nAnd more."
        form = urlencode({"body": body, "key": key, "csrfmiddlewaretoken": TOKEN})
        head = (
            f"POST {path}reply/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(form)}\r\n\r\n"
        )
        return (head + form).encode()

    return write


class _Held:
    """Asks for a page that the browser holds already."""

    def __init__(self, port: int, path: str, cookies: str) -> None:
        self.port, self.path, self.cookies = port, path, cookies
        self.data = b""

    def look(self) -> None:
        """Fetch the page as it is now, for its ETag."""
        head, _body = answer(self.port, _get(self.path, self.cookies))
        lines = (line.partition(": ") for line in head.splitlines())
        etag = next((value for name, _colon, value in lines if name.lower() == "etag"), "")
        self.data = _get(self.path, self.cookies, etag)

    def __call__(self) -> bytes:
        return self.data
