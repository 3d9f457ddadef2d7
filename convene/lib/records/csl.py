"""CSL-JSON, as Zotero and citation processors exchange it.

source: citationstyles.org, csl-data.json 1.0.
"""

from __future__ import annotations

from typing import Any

from .record import Found, Record, finished


def is_cited(value: Any) -> bool:
    """Whether a value is a CSL item, or Zotero's own."""
    return isinstance(value, dict) and ("title" in value or "author" in value) and "@context" not in value


def read_cited(item: dict[str, Any], place: str) -> Found:
    """One item as a record."""
    keywords = item.get("keyword") or item.get("keywords") or []
    return finished(Record(
        place=place, title=said(item.get("title")), authors=_people(item.get("author") or item.get("editor")),
        publisher=said(item.get("publisher")) or said(item.get("container-title")),
        abstract=said(item.get("abstract")), url=said(item.get("URL")), doi=said(item.get("DOI")),
        date=_date(item.get("issued")), licence=said(item.get("license")), kinds=[said(item.get("type"))],
        languages=[said(item.get("language"))],
        subjects=said(keywords).replace(";", ",").split(",") if isinstance(keywords, str) else listed(keywords),
    ))  # fmt: skip


def said(value: Any) -> str:
    """A value as text; empty for what is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        return said(value[0])
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def listed(value: Any) -> list[str]:
    """The texts in a list; a text alone is a list of one."""
    found = [said(one) for one in value] if isinstance(value, list) else [said(value)]
    return [one for one in found if one]


def _people(value: Any) -> list[str]:
    people = []
    for one in value[:200] if isinstance(value, list) else []:
        if isinstance(one, dict):
            parts = (said(one.get(part)) for part in ("given", "non-dropping-particle", "family", "suffix"))
            people.append(said(one.get("literal")) or " ".join(part for part in parts if part))
        else:
            people.append(said(one))
    return people


def _date(value: Any) -> str:
    if not isinstance(value, dict):
        return said(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(said(part).zfill(2) for part in parts[0][:3])
    return said(value.get("raw")) or said(value.get("literal"))
