"""One question to one address, and the beginning of its answer."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import httpcore
from django.conf import settings

from .addresses import Address
from .faults import NotFetched
from .wire import Clock, pool

NAME = "Convene"
_AWAY = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpcore.UnsupportedProtocol)
_CHUNK = 64 * 1024


class Answer:
    """A status, headers, and a body that has not been read."""

    def __init__(self, address: Address, response: httpcore.Response) -> None:
        self.address, self.status, self._response = address, response.status, response
        self._headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}

    def header(self, name: str) -> str:
        """The last header of that name; empty if there is none."""
        return self._headers.get(name, "")

    @property
    def content_type(self) -> str:
        """Such as "text/html", in small letters and without what follows."""
        return self.header("content-type").partition(";")[0].strip().lower()

    def body(self, most: int) -> Iterator[bytes]:
        """No more than so many bytes, unpacked; the last piece ends one byte after that if there are more."""
        left = most + 1
        for piece in self._unpacked(left):
            yield piece[:left]
            left -= len(piece)
            if left <= 0:
                return

    def _unpacked(self, most: int) -> Iterator[bytes]:
        encoding = self.header("content-encoding").strip().lower()
        if encoding in {"", "identity"}:
            yield from self._response.iter_stream()
            return
        if encoding not in {"gzip", "x-gzip", "deflate"}:
            raise NotFetched("garbled")
        opener = zlib.decompressobj(47 if "gzip" in encoding else 15)
        try:
            for packed in self._response.iter_stream():
                held = packed
                while held and not opener.eof:
                    yield opener.decompress(held, min(most, _CHUNK))
                    held = opener.unconsumed_tail
        except zlib.error:
            raise NotFetched("garbled") from None


@contextmanager
def asked(address: Address, clock: Clock, *, method: str = "GET", accept: str = "*/*") -> Iterator[Answer]:
    """The answer, as long as the `with` lasts. Raises NotFetched."""
    headers: dict[bytes | str, bytes | str] = {
        "Host": address.origin.partition("://")[2], "User-Agent": agent(), "Accept": accept, "Accept-Encoding": "gzip",
        "Accept-Language": f"{settings.LANGUAGE_CODE}, en;q=0.5, *;q=0.1", "Connection": "close",
    }  # fmt: skip
    url = httpcore.URL(
        scheme=address.scheme.encode(), host=address.host.encode(), port=address.port, target=address.target.encode()
    )
    try:
        with pool(clock) as lines, lines.stream(method, url, headers=headers) as response:
            yield Answer(address, response)
    except httpcore.TimeoutException:
        raise NotFetched("slow") from None
    except httpcore.ConnectError as error:
        raise NotFetched("insecure" if any(isinstance(each, ssl.SSLError) for each in error.args) else "away") from None
    except _AWAY:
        raise NotFetched("garbled") from None


def agent() -> str:
    """Who asks, and where one can read about it."""
    return f"{NAME} (+{settings.SITE_URL}/about/)"
