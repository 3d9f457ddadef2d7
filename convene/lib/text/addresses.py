"""Which addresses may stand in a text, and which of them are files of our own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https", "mailto"})
OWN_FILE = re.compile(r"/files/([A-Za-z0-9_-]{8,40})/(?:[0-9]{2,4}/)?([^/?#\\\s<>\"']{1,600})")
_SIZE = re.compile(r"(/files/[A-Za-z0-9_-]+)/[0-9]{2,4}/")


def may_link(address: str) -> bool:
    """Whether a link may lead there: the web, a mail, or a place on this site."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    return scheme in SCHEMES or (not scheme and ":" not in address.split("/", 1)[0])


def own_file(address: str) -> str:
    """The key of one of our own files, or nothing when the address is any other."""
    found = OWN_FILE.fullmatch(address)
    return found[1] if found and found[2] not in {".", ".."} else ""


def whole_file(address: str) -> str:
    """The address of the whole file behind a smaller picture of it."""
    return _SIZE.sub(r"\1/", address, count=1)
