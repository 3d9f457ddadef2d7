"""Where archives and forums once had a message: addresses made comparable, so that an old one finds it.

A name is ``host/path`` without what does not matter: ``cardano.stackexchange.com/a/12``, ``forum.example.org/t/7/3``.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

LONGEST = 500
QUESTION = re.compile(r"(?:^|/)(?:questions|q|a)/(\d{1,18})(?:/[^/]*)?(?:/(\d{1,18}))?$")
TOPIC = re.compile(r"(?:^|/)t/(?:(?!\d+(?:/|$))[^/]*/)?(\d{1,18})(?:/(\d{1,9}))?$")
POST = re.compile(r"(?:^|/)p(?:osts)?/(\d{1,18})$")
FOOTER = re.compile(rb"^View/Reply Online \(#\d{1,12}\): <?(https?://[^\s<>]{1,400})", re.MULTILINE)


def names_at(address: str) -> list[str]:
    """The names that a message at an address could have, the likeliest first; none for what is no address."""
    host, path, query = _parts(address)
    if not host or not path:
        return []
    names = []
    if found := QUESTION.search(path):
        names.append(f"{host}/a/{found[2] or found[1]}")
    elif found := TOPIC.search(path):
        names.append(f"{host}/t/{found[1]}/{int(found[2] or 1)}")
    elif found := POST.search(path):
        names.append(f"{host}/p/{found[1]}")
    whole = f"{host}/{path}?{query}" if query else ""
    names += [whole, f"{host}/{path}", f"{host}/{path}".lower()]
    return [name[:LONGEST] for name in dict.fromkeys(names) if name]


def archived_at(field: bytes, data: bytes) -> list[str]:
    """The names of the addresses that a mail says it is found at: in Archived-At, in the footer of Groups.io."""
    found = [field.strip(b" <>\t")] if b"://" in field else []
    if b"View/Reply Online" in data:
        footer = FOOTER.search(data.replace(b"=\r\n", b"").replace(b"=\n", b""))
        found += [footer[1]] if footer else []
    names = []
    for address in found:
        host, path, query = _parts(address.decode("utf-8", "replace"))
        if host and path:
            names.append((f"{host}/{path}?{query}" if query else f"{host}/{path}")[:LONGEST])
    return list(dict.fromkeys(names))


def _parts(address: str) -> tuple[str, str, str]:
    """Host, path and query, without what differs between writings of the same address."""
    place = re.sub(r"^[A-Za-z]+:/{0,2}", "", address.strip()[: LONGEST * 4])
    place, _, query = place.partition("#")[0].partition("?")
    host, _, path = place.partition("/")
    return host.lower(), unquote(path).strip("/"), query
