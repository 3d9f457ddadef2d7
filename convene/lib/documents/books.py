"""The text of an EPUB, chapter by chapter, in the order in which it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .faults import Unreadable
from .parts import Attributes, Listener, Parts, beside
from .words import MOST_BYTES, parsed, tell
from .writing import Pages, Stretches

_CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container "
_PACKAGE = "http://www.idpf.org/2007/opf "
_CIPHERED = "http://www.w3.org/2001/04/xmlenc# CipherReference"
_PAGES = {"application/xhtml+xml", "text/html"}
_HEADINGS = ("h1", "h2", "h3", "title")


def read(source: Path, pages: Pages) -> None:
    """Each chapter by the heading that it begins with. Raises Unreadable, "locked" for one that is sold with a lock."""
    running = Stretches(pages)
    with Parts(source) as parts:
        chapters, locked = _chapters(parts), _locked(parts)
        if not chapters:
            raise Unreadable("damaged")
        if locked.issuperset(chapters):
            raise Unreadable("locked")
        for chapter in chapters:
            if chapter not in locked and (content := parts.read(chapter, MOST_BYTES)).strip():
                root = parsed(content)
                running.begin(_heading(root))
                tell(root, running.add)
    running.end()


def _chapters(parts: Parts) -> list[str]:
    """Where they lie."""
    packages, items, order = list[str](), dict[str, str](), list[str]()

    def note(name: str, said: Attributes) -> None:
        if name == f"{_CONTAINER}rootfile":
            packages.append(said.get("full-path", ""))
        elif name == f"{_PACKAGE}item" and said.get("media-type", "") in _PAGES:
            items[said.get("id", "")] = said.get("href", "")
        elif name == f"{_PACKAGE}itemref":
            order.append(said.get("idref", ""))

    parts.parse("META-INF/container.xml", Listener(note))
    package = next((one for one in packages if one in parts), "")
    if not package:
        raise Unreadable("damaged")
    parts.parse(package, Listener(note))
    found = dict.fromkeys(beside(package, items[one]) for one in order if one in items)
    return [path for path in found if path in parts]


def _locked(parts: Parts) -> set[str]:
    """What cannot be read without a key; fonts are often among it."""
    names: set[str] = set()

    def note(name: str, said: Attributes) -> None:
        if name == _CIPHERED:
            names.add(beside("/", said.get("URI", "")))

    if "META-INF/encryption.xml" in parts:
        parts.parse("META-INF/encryption.xml", Listener(note))
    return names


def _heading(root: Any) -> str:
    for name in _HEADINGS:
        for element in root.iter(name):
            if text := " ".join(element.text_content().split()):
                return str(text)
    return ""
