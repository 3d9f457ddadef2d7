"""Addresses of the web, and which of them are out there rather than inside a network of somebody's."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

from . import limits
from .faults import NotFetched

_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"^`{|}]")
_OUT_THERE = ip_network("2000::/3")
_NOT_OUT_THERE = [  # global on paper, and yet a door to somewhere else
    ip_network(net)
    for net in (
        "192.88.99.0/24", "168.63.129.16/32", "192.0.0.0/24", "2001::/23", "2002::/16", "2001:db8::/32", "3fff::/20",
    )
]  # fmt: skip
_KEPT = "/%:@!$&'()*+,;=~-._?[]"
_PORT = {"http": 80, "https": 443}
_resolver = ThreadPoolExecutor(4, "resolver")  # asking for a name knows no time limit of its own


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web that makes sense."""

    scheme: str
    host: str  # in ASCII, small letters
    port: int
    target: str  # path and query

    def __str__(self) -> str:
        return f"{self.origin}{self.target}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORT[self.scheme] else f":{self.port}")

    def joined(self, other: str) -> Address:
        """Where a redirect from here leads. Raises NotFetched."""
        try:
            return parsed(urljoin(str(self), quote(other.strip(), safe=_KEPT + "#")))
        except ValueError:
            raise NotFetched("address") from None


def parsed(url: str) -> Address:
    """Take an address apart. Raises NotFetched for what is none, names a user, or asks at an unusual port."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        named = host if ":" in host else host.rstrip(".").encode("idna").decode().lower()
    except ValueError:  # UnicodeError is one
        raise NotFetched("address") from None
    if (
        parts.scheme not in _PORT
        or not 0 < len(named) <= limits.MOST_NAME
        or len(url) > limits.MOST_ADDRESS
        or "@" in parts.netloc
        or _UNFIT.search(url)
        or _UNFIT.search(named)
    ):
        raise NotFetched("address")
    port = port or _PORT[parts.scheme]
    if port not in limits.PORTS:
        raise NotFetched("inside")
    query = "?" + quote(parts.query, safe=_KEPT) if parts.query else ""
    return Address(parts.scheme, named, port, quote(parts.path or "/", safe=_KEPT) + query)


def is_out_there(text: str) -> bool:
    """Whether an IP address belongs to the public network, and cannot stand for one that does not."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if any(address in net for net in _NOT_OUT_THERE if net.version == address.version):
        return False
    if isinstance(address, IPv6Address):
        return address in _OUT_THERE and address.is_global
    return _is_public(address)


def _is_public(address: IPv4Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a name. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def doors(host: str, port: int, seconds: float) -> Iterator[str]:
    """IP addresses to connect to. Raises NotFetched unless every one of the name's is out there."""
    asked: Future[list[str]] = _resolver.submit(resolve, host, port)
    try:
        found = asked.result(min(seconds, limits.SECONDS_TO_RESOLVE))
    except TooLate:
        asked.cancel()
        raise NotFetched("slow") from None
    except socket.gaierror as error:
        raise NotFetched("unknown" if error.errno in _NO_SUCH_NAME else "away") from None
    except (OSError, UnicodeError):
        raise NotFetched("away") from None
    if not found or not all(is_out_there(one) for one in found):
        raise NotFetched("inside" if found else "unknown")
    return iter(found[:3])


_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
