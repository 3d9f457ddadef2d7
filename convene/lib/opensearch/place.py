"""Where a server is, and what there is ours."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..env import address

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Place:
    """A server, and the name that is ours there: of an alias, and before the numbers of indexes."""

    host: str
    port: int
    name: str
    user: str = ""
    password: str = ""
    is_tls: bool = True
    ca: str = ""  # file of the authority that signed the server's certificate; "" for those that everybody knows

    def __str__(self) -> str:
        return f"{self.host}:{self.port}/{self.name}"


def place(url: str) -> Place:
    """`opensearch://user:password@host:9200/name?tls=0&ca=/path.pem`, taken apart. Raises ValueError."""
    told = address(url)
    if told.scheme != "opensearch" or not told.host or not _NAME.fullmatch(told.path):
        raise ValueError(
            "SEARCH_URL must look like opensearch://user:password@host:9200/name, the name in small letters and digits"
        )
    is_tls, ca = told.options.get("tls") != "0", told.options.get("ca", "")
    return Place(told.host, told.port or 9200, told.path, told.user, told.password, is_tls, ca)
