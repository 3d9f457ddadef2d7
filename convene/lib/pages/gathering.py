"""Pick out of a page whatever says something about it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree, html

from . import limits

Object = dict[str, Any]
_TELLING = ("html", "title", "meta", "link", "base", "script", "h1", "p", "a")
_ENOUGH = 80  # letters of a paragraph that says something


@dataclass
class Gathered:
    """What was found, in the order of the page."""

    metas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by name, in small letters
    links: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by relation
    linked: list[Object] = field(default_factory=list)  # objects of JSON-LD
    licences: list[str] = field(default_factory=list)  # addresses that look like one
    language: str = ""
    title: str = ""
    heading: str = ""
    paragraph: str = ""
    base: str = ""

    def first(self, *names: str) -> str:
        """The first of those metas that says something."""
        return next((value for name in names for value in self.metas.get(name, ()) if value.strip()), "")

    def all(self, *names: str) -> list[str]:
        """Everything that the first of those metas that is there says."""
        return next((self.metas[name] for name in names if self.metas.get(name)), [])


def gathered(text: str) -> Gathered:
    """Read a page; whatever it is, something can be made of it."""
    found, parser = (
        Gathered(),
        html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True),
    )
    content = text.replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        return found
    if root is None:
        return found
    for element in islice(root.iter(*_TELLING), limits.MOST_TAGS):
        _READERS[element.tag](found, element)
    return found


def _html(found: Gathered, element: Any) -> None:
    found.language = (
        found.language or element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    )


def _title(found: Gathered, element: Any) -> None:
    found.title = found.title or _text(element)


def _meta(found: Gathered, element: Any) -> None:
    value = element.get("content") or ""
    names = f"{element.get('property') or ''} {element.get('name') or ''} {element.get('itemprop') or ''}"
    for name in {*names.lower().split(), f"equiv:{(element.get('http-equiv') or '').lower()}"}:
        found.metas[name].append(value)


def _link(found: Gathered, element: Any) -> None:
    for relation in (element.get("rel") or "").lower().split():
        found.links[relation].append(element.get("href") or "")


def _a(found: Gathered, element: Any) -> None:
    href = element.get("href") or ""
    if {"license", "licence"} & set((element.get("rel") or "").lower().split()):
        found.links["license"].append(href)
    elif "creativecommons.org/" in href:
        found.licences.append(href)


def _base(found: Gathered, element: Any) -> None:
    found.base = found.base or element.get("href") or ""


def _script(found: Gathered, element: Any) -> None:
    if (element.get("type") or "").strip().lower() == "application/ld+json":
        text = element.text or ""
        if len(text) <= limits.MOST_LINKED_BYTES and len(found.linked) < limits.MOST_LINKED * limits.MOST_OBJECTS:
            found.linked += islice(_objects(text), limits.MOST_OBJECTS)


def _h1(found: Gathered, element: Any) -> None:
    found.heading = found.heading or _text(element)


def _p(found: Gathered, element: Any) -> None:
    if not found.paragraph:
        text = _text(element)
        found.paragraph = text if len(text) >= _ENOUGH else ""


_READERS = {
    "html": _html, "title": _title, "meta": _meta, "link": _link, "base": _base, "script": _script, "h1": _h1, "p": _p,
    "a": _a,
}  # fmt: skip


def _text(element: Any) -> str:
    return " ".join("".join(islice(element.itertext(), 500)).split())[: limits.DESCRIPTION]


def _objects(text: str) -> Iterator[Object]:
    """Every object of a block of JSON-LD that has a type, the outer ones first."""
    try:
        layer = [json.loads(text.strip().removesuffix(";"), parse_int=str, parse_float=str)]
    except (ValueError, RecursionError):
        return
    for _depth in range(limits.MOST_DEPTH):
        inner: list[Any] = []
        for one in layer[: limits.MOST_OBJECTS]:
            if isinstance(one, dict):
                if "@type" in one or "type" in one:
                    yield one
                inner += one.values()
            elif isinstance(one, list):
                inner += one
        layer = inner
