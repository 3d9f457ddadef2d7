"""A datagram to a socket in DATA_DIR: all processes are on one machine, as with SQLite."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable
from functools import cache, partial
from hashlib import blake2s
from pathlib import Path
from tempfile import gettempdir

from django.conf import settings
from django.db import transaction

AT_ONCE = 500  # texts in a datagram: few datagrams may wait, and the largest holds some 200 kB
LONGEST_PATH = 100  # bytes that the system allows in the address of such a socket


def place() -> str:
    """Where `convene live` listens."""
    near = settings.DATA_DIR / "live.sock"
    if len(os.fsencode(near)) <= LONGEST_PATH:
        return str(near)
    name = blake2s(os.fsencode(settings.DATA_DIR), digest_size=8).hexdigest()
    return str(Path(gettempdir()) / f"convene-{os.getuid()}-{name}.sock")


def send(texts: list[str]) -> None:
    """Send after the commit; when nobody listens, nothing happens."""
    transaction.on_commit(partial(_send, texts), robust=True)


def _send(texts: list[str]) -> None:
    with contextlib.suppress(OSError):
        ours, at = _socket(os.getpid()), place()
        for begin in range(0, len(texts), AT_ONCE):
            ours.sendto("\n".join(texts[begin : begin + AT_ONCE]).encode(), at)


@cache
def _socket(_process: int) -> socket.socket:
    ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.setblocking(False)
    return ours


class _Ear(asyncio.DatagramProtocol):
    def __init__(self, heard: Callable[[str], None]) -> None:
        self.heard = heard

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002
        for text in data.decode("utf-8", "replace").splitlines():
            self.heard(text)


async def listen(heard: Callable[[str], None], ready: Callable[[], None]) -> None:
    """Hand every text that is sent to `heard`."""
    at = place()
    with contextlib.suppress(FileNotFoundError):
        os.unlink(at)
    ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ours.bind(at)
    os.chmod(at, 0o600)
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: _Ear(heard), sock=ours)
    ready()
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        transport.close()
        with contextlib.suppress(FileNotFoundError):
            os.unlink(at)
