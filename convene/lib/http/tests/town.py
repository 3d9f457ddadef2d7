"""A small web of our own: servers on this machine, names that lead to them, and a house that nobody may enter."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.cache import cache

from convene.lib.http import addresses, limits

OUT, INSIDE = "127.0.0.1", "127.0.0.2"  # in this town the first is out there
Page = tuple[int, dict[str, str], bytes]


class Town:
    """Says which page lies where, and who was asked for what."""

    def __init__(self) -> None:
        self.pages: dict[str, Page | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.names: dict[str, list[str] | Callable[[], list[str]]] = {"open.example": [OUT], "inside.example": [INSIDE]}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.entered: list[str] = []  # what reached the house inside
        self.port = 0

    def url(self, path: str = "/", host: str = "open.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": "text/html", **told}, body)

    def leads(self, path: str, to: str, status: int = 302) -> None:
        self.put(path, status=status, Location=to)

    def resolve(self, host: str, _port: int) -> list[str]:
        found = self.names.get(host)
        if found is None:
            raise addresses.socket.gaierror(addresses.socket.EAI_NONAME, "no such name")
        return found() if callable(found) else found


def server(town: Town, at: str, port: int, seen: list[str]) -> ThreadingHTTPServer:
    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            seen.append(f"{self.command} {self.path}")
            town.headers.append(dict(self.headers))
            page = town.pages.get(self.path.partition("?")[0], (404, {}, b""))
            if callable(page):
                with suppress(OSError):
                    page(self)
                self.close_connection = True
                return
            status, headers, body = page
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body if self.command == "GET" else b"")

        do_HEAD = do_GET  # noqa: N815 the name that its library looks for

        def log_message(self, *_words: object) -> None:
            """Silence."""

    made = ThreadingHTTPServer((at, port), Door)
    made.daemon_threads = True
    return made


@contextmanager
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """The town, as long as the `with` lasts."""
    town, real = Town(), addresses.is_out_there
    out = server(town, OUT, 0, town.asked)
    town.port = out.server_address[1]
    inside = server(town, INSIDE, town.port, town.entered)
    monkeypatch.setattr(addresses, "resolve", town.resolve)
    monkeypatch.setattr(addresses, "is_out_there", lambda text: text == OUT or real(text))
    monkeypatch.setattr(limits, "PORTS", limits.PORTS | {town.port})
    monkeypatch.setattr(limits, "GAP", 0)
    cache.clear()
    for each in (out, inside):
        threading.Thread(target=each.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield town
    for each in (out, inside):
        each.shutdown()
        each.server_close()
    cache.clear()


def never_ends(door: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for as long as anybody listens."""
    door.send_response(200)
    door.send_header("Content-Type", "text/html")
    door.end_headers()
    while True:
        door.wfile.write(b"x")
        time.sleep(0.05)


def never_begins(door: BaseHTTPRequestHandler) -> None:
    """Headers, one letter at a time."""
    door.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        door.wfile.write(b"x")
        time.sleep(0.05)


def floods(door: BaseHTTPRequestHandler) -> None:
    """As much as goes through the line."""
    door.send_response(200)
    door.send_header("Content-Type", "text/html")
    door.end_headers()
    while True:
        door.wfile.write(b"x" * 65_536)


def bomb() -> bytes:
    """Two hundred megabytes of nothing, packed."""
    return gzip.compress(bytes(200 * 1024 * 1024), 6)


def private_server(town: Town, certificate: str) -> ThreadingHTTPServer:
    """A server that speaks TLS, with a certificate that nobody has signed."""
    made = server(town, OUT, 0, town.asked)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    made.socket = context.wrap_socket(made.socket, server_side=True)
    return made
