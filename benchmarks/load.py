"""A small client: some connections that are kept alive, one request after the other on each, for a while."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Request = Callable[[], bytes]


@dataclass
class Burst:
    """What came back in a burst."""

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)  # seconds, each answer
    wrong: int = 0  # answers with another status than the one expected

    @property
    def a_second(self) -> float:
        return len(self.took) / self.seconds if self.seconds else 0.0

    def within(self, share: float) -> float:
        """Milliseconds within which this share of the requests was answered."""
        ordered = sorted(self.took)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


@dataclass
class _Line:
    connection: socket.socket
    asked_at: float = 0.0
    heard: bytearray = field(default_factory=bytearray)


def burst(port: int, request: Request, *, connections: int, seconds: float, status: int = 200) -> Burst:
    """Ask as fast as answers come."""
    found, chooser = Burst(), selectors.DefaultSelector()
    lines = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
    expected = f" {status} ".encode()
    start = now = time.perf_counter()
    for line in lines:
        line.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chooser.register(line.connection, selectors.EVENT_READ, line)
        _ask(line, request)
    waiting = len(lines)
    while waiting:
        ready = chooser.select(timeout=30)
        if not ready:
            raise TimeoutError("no answer within 30 seconds")
        for key, _events in ready:
            line: _Line = key.data
            data = line.connection.recv(262_144)
            if not data:
                raise ConnectionError("the server closed the connection")
            line.heard += data
            if not _is_whole(line.heard):
                continue
            now = time.perf_counter()
            found.took.append(now - line.asked_at)
            found.wrong += expected not in line.heard[:16]
            if now - start < seconds:
                _ask(line, request)
            else:
                waiting -= 1
    found.seconds = now - start
    for line in lines:
        line.connection.close()
    return found


def answer(port: int, request: bytes) -> tuple[str, bytes]:
    """One answer: head and body."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        heard = bytearray()
        while not _is_whole(heard):
            data = connection.recv(262_144)
            if not data:
                break
            heard += data
    head, _gap, body = bytes(heard).partition(b"\r\n\r\n")
    return head.decode("latin-1"), body


def _ask(line: _Line, request: Request) -> None:
    line.heard.clear()
    data = request()
    line.asked_at = time.perf_counter()
    line.connection.sendall(data)


def _is_whole(heard: bytearray) -> bool:
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = bytes(heard[:end]).lower()
    if b" 304 " in head[:16] or b" 204 " in head[:16]:
        return True
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        return heard.endswith(b"0\r\n\r\n")  # chunked
    length = int(head[at + 17 :].split(b"\r\n", 1)[0])
    return len(heard) >= end + 4 + length
