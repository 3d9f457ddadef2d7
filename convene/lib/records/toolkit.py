"""The federal toolkit for citizen science as its repository holds it: a page of links by category, case studies, posts.

Pages are HTML or Markdown below a few lines of YAML; anchors are split in two now and then, and spaces do not break.
source: github.com/GSA/citizenscience.gov (CC0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _
from lxml import etree, html

from . import limits
from .record import Fault, Found, NotRecords, Record, finished

SITE = "https://www.citizenscience.gov"
OWNER, LICENCE = "citizenscience.gov", "https://creativecommons.org/publicdomain/zero/1.0/"
LIBRARY = "toolkit/toolkit-resource-library.md"
_HEAD = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
_BASE = re.compile(r"\{\{\s*site\.baseurl\s*\}\}")
_KIND = re.compile(r"\b(PDF|Video|Webinar|DOCX?|Toolkit|Guide|Report|Workshop)\b", re.IGNORECASE)
_KINDS = {"toolkit": "guide", "guide": "guide", "report": "report", "video": "video", "webinar": "video"}


def is_toolkit(folder: Path) -> bool:
    """Whether a folder holds it."""
    return (folder / LIBRARY).is_file()


def read_toolkit(folder: Path) -> Iterator[Found]:
    """Its links, then its case studies and posts, each with the files of the same folder that it links to."""
    yield from _links(folder)
    files = {path.name: path for path in sorted(folder.rglob("*")) if path.suffix.lower() in {".pdf", ".docx"}}
    for part, kind in (("case-study", "case study"), ("posts", "article")):
        for path in sorted((folder / part).glob("*")):
            yield _page(path, folder, kind, files)


def _read(path: Path) -> tuple[dict[str, Any], str]:
    """What stands above a page, and the page."""
    if path.stat().st_size > limits.MOST_ENTRY * 5:
        raise NotRecords(_("This file is larger than %(most)s MB. Split it.") % {"most": 1})
    text = _BASE.sub(SITE, path.read_text("utf-8", "replace"))
    head = _HEAD.match(text)
    try:
        said = yaml.safe_load(head[1]) if head else {}
    except yaml.YAMLError:
        said = {}
    return (said if isinstance(said, dict) else {}), text[head.end() if head else 0 :]


def _links(folder: Path) -> Iterator[Found]:
    """Every link under its headings; the halves of one that was split become one."""
    _said, body = _read(folder / LIBRARY)
    above, heading = "", ""
    gathered: dict[str, Record] = {}
    for element in html.fragment_fromstring(body, create_parent="div").iter("h2", "h3", "li"):
        words = _words(element)
        if element.tag == "h2":
            above, heading = words, ""
        elif element.tag == "h3":
            above, heading = ("" if element.find("strong") is not None else above), words
        else:
            for one in _in_item(element, [part for part in (above, heading) if part]):
                there = gathered.setdefault(one.url, one)
                there.subjects += [subject for subject in one.subjects if subject not in there.subjects]
    yield from (finished(one) for one in gathered.values())


def _in_item(item: etree._Element, subjects: list[str]) -> list[Record]:
    found: dict[str, Record] = {}
    for anchor in item.iter("a"):
        address, words = str(anchor.get("href", "")).strip(), _words(anchor)
        if address.startswith("/"):
            address = SITE + address
        if not address.startswith("http"):
            continue
        if address in found:
            found[address].title += words
        else:
            place = f"{LIBRARY}: {words[:60]}"
            found[address] = Record(place=place, title=words, url=address, subjects=[*subjects])
    for one in found.values():
        title, _bracket, whose = one.title.rpartition("(")
        parts = [part.strip() for part in whose.rstrip(") ").split(",")] if title else []
        kinds = [part for part in parts if _KIND.fullmatch(part)]
        names = [_KIND.sub("", part).strip() for part in parts if part not in kinds and not part.isdecimal()]
        one.date = next((part for part in parts if part.isdecimal()), "")
        one.title, one.authors = (title.strip() or one.title), [name for name in names if name]
        found_kind = _KIND.search(" ".join(kinds) or one.title)
        one.kinds = [_KINDS[found_kind[1].lower()]] if found_kind and found_kind[1].lower() in _KINDS else []
    return list(found.values())


def _page(path: Path, folder: Path, kind: str, files: dict[str, Path]) -> Found:
    place = str(path.relative_to(folder))
    try:
        said, body = _read(path)
    except NotRecords as no:
        return Fault(place, no.sentence)
    beside = [files[name] for name in re.findall(r"/assets/files/([\w.-]{1,120})", body) if name in files]
    outside = [str(one.get("href")) for one in html.fragment_fromstring(body, create_parent="div").iter("a")]
    title = str(said.get("title") or "")
    return finished(Record(
        place=place, title=title.replace(" | ", ": "), authors=[str(said.get("author") or OWNER)], publisher=OWNER,
        abstract=str(said.get("description") or "") or _first_paragraph(body), licence=LICENCE, languages=["en"],
        url=SITE + str(said.get("permalink") or ""), date=str(said.get("last-updated-date") or path.name),
        kinds=[kind], subjects=[str(one) for key in ("categories", "tags") for one in said.get(key) or []],
        links=[("", one) for one in dict.fromkeys(outside) if one.startswith("http") and not one.startswith(SITE)][:8],
        files=list(dict.fromkeys(beside)),
    ))  # fmt: skip


def _first_paragraph(body: str) -> str:
    parts = (_words(html.fragment_fromstring(part, create_parent="div")) for part in body.split("\n\n")[:20] if part)
    return next((part for part in parts if len(part) > 120), "")


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).replace("\xa0", " ").split())
