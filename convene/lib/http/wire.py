"""Connections that go only where was checked, and end when their time is up.

A name is resolved once, its addresses are checked, and the connection goes to one of those: a name that answers
differently the next time changes nothing.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable
from typing import Any

import certifi
import httpcore

from . import addresses, limits
from .faults import NotFetched

_TRUST = ssl.create_default_context(cafile=certifi.where())


class Clock:
    """How long there still is."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float = 3600.0) -> float:
        """Seconds, no more than `most`. Raises NotFetched when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise NotFetched("slow")
        return min(left, most)


class Wire(httpcore.NetworkStream):
    """A connection on which no wait outlasts the clock."""

    def __init__(self, stream: httpcore.NetworkStream, clock: Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 the clock knows
        """Some bytes."""
        return self._stream.read(max_bytes, self._clock.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Send bytes."""
        self._stream.write(buffer, self._clock.left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Go on in private, with a certificate for the name that was asked for."""
        return Wire(self._stream.start_tls(ssl_context, server_hostname, self._clock.left()), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class Checked(httpcore.NetworkBackend):
    """Connects to checked addresses alone."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._plain = clock, httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """The first door that opens. Raises NotFetched when none may be tried."""
        fault: Exception = NotFetched("away")
        for door in addresses.doors(host, port, self._clock.left()):
            try:
                wait = self._clock.left(limits.SECONDS_TO_CONNECT)
                return Wire(self._plain.connect_tcp(door, port, wait, None, socket_options), self._clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault


def pool(clock: Clock) -> httpcore.ConnectionPool:
    """For the questions of one errand; no proxy, no cookies, nothing kept afterwards."""
    return httpcore.ConnectionPool(
        ssl_context=_TRUST, network_backend=Checked(clock), max_connections=1, max_keepalive_connections=0
    )
