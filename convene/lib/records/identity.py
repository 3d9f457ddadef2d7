"""How two records of the same thing know each other, whatever format each came in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from . import limits

if TYPE_CHECKING:
    from .record import Record

_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}/[^\s\"<>{}\\^`|]{1,200}", re.IGNORECASE)
_RESOLVERS = {"doi.org", "dx.doi.org", "www.doi.org"}
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$", re.IGNORECASE)


def doi_in(value: str) -> str:
    """The first DOI, in small letters and without its address."""
    found = _DOI.search(unquote(value[: limits.LONGEST_ADDRESS]))
    return found[0].rstrip(".,;)]'").lower() if found else ""


def address_in(value: str) -> str:
    """An address of the web as it can be opened; empty for anything else."""
    value = value.strip()
    if value[:4].lower() == "www.":
        value = f"https://{value}"
    if len(value) > limits.LONGEST_ADDRESS or any(letter.isspace() or letter in '<>"\\' for letter in value):
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return ""
    return quote(value, safe=_KEPT) if parts.scheme.lower() in {"http", "https"} and "." in host else ""


_KEPT = "".join(chr(code) for code in range(33, 127))  # what stands in addresses already, "%" too


def address_key(value: str) -> str:
    """What addresses of the same page have in common; for a DOI's address, the DOI."""
    parts = urlsplit(value)
    host = (parts.hostname or "").removeprefix("www.")
    if (parts.hostname or "") in _RESOLVERS and (doi := doi_in(parts.path)):
        return f"doi:{doi}"
    asked = [(name, said) for name, said in parse_qsl(parts.query[:1000]) if not _TRACKING.match(name)]
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    return _short(f"url:{host}{port}{parts.path.rstrip('/')}{f'?{urlencode(sorted(asked))}' if asked else ''}")


def keys_of(record: Record) -> list[str]:
    """Every name that it is known by, the surest first; its title and authors where it has no better."""
    found = [f"doi:{record.doi}"] if record.doi else []
    if record.url:
        found.append(address_key(record.url))
    if record.identifier:
        found.append(source_key(record))
    return list(dict.fromkeys(found)) or [title_key(record.title, record.authors)]


def source_key(record: Record) -> str:
    """The name by which its source knows it."""
    return _short(f"id:{record.identifier}")


def title_key(title: str, authors: Iterable[str]) -> str:
    """What is left of a title and its authors when case, accents and signs are taken away."""
    return "title:" + sha256(f"{_folded(title)}|{_folded(' '.join(authors))}".encode()).hexdigest()[:40]


def _folded(value: str) -> str:
    plain = unicodedata.normalize("NFKD", value).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def _short(key: str) -> str:
    """A key that fits in its column."""
    if len(key) <= 200:
        return key
    return f"{key[:150]}#{sha256(key.encode('utf-8', 'replace')).hexdigest()[:40]}"
