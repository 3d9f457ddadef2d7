"""Learning resources in JSON-LD: schema.org with LRMI, and AMB, the profile that German-speaking networks agreed on.

source: schema.org/LearningResource; Allgemeines Metadatenprofil für Bildungsressourcen, 2023-10-19.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from .csl import listed, said
from .profile import AMB, remarks_on
from .record import Fault, Found, Record, finished

_WORKS = {"LearningResource", "CreativeWork", "Course", "Article", "ScholarlyArticle", "Report", "Book", "Dataset",
          "WebPage", "VideoObject", "HowTo", "Guide", "DigitalDocument", "SoftwareApplication"}  # fmt: skip


def is_described(value: Any) -> bool:
    """Whether a value is meant to describe a learning resource."""
    if not isinstance(value, dict):
        return False
    return "@context" in value or "@type" in value or isinstance(value.get("type"), list)


def read_described(value: dict[str, Any], place: str) -> Found:
    """One description as a record. What the profile asks and can be done without becomes a remark."""
    contexts = [one for one in _listed(value.get("@context")) if isinstance(one, str)]
    is_amb = AMB in contexts
    if not is_amb and not any("schema.org" in one for one in contexts):
        return Fault(place, _("It does not say in which vocabulary it speaks: its @context is missing or unknown."))
    types = _types(value)
    if "LearningResource" not in types and (is_amb or not _WORKS & set(types)):
        return Fault(place, _("It is not a learning resource: its type says nothing of one."))
    address = said(value.get("id")) or said(value.get("@id")) or said(value.get("url"))
    if is_amb and not address:
        return Fault(place, _("It has no id: the address by which it is known."))
    free = value.get("isAccessibleForFree")
    return finished(Record(
        place=place, title=_name(value.get("name")), authors=_names(value.get("creator") or value.get("author")),
        publisher=next(iter(_names(value.get("publisher"))), ""),
        abstract=_name(value.get("description")) or _name(value.get("abstract")), url=said(value.get("url")) or address,
        doi=address, date=said(value.get("dateCreated")) or said(value.get("datePublished")),
        licence=_id(value.get("license")), languages=_languages(value.get("inLanguage")),
        kinds=[*_labels(value.get("learningResourceType")), *(one for one in types if one != "LearningResource")],
        subjects=[*_labels(value.get("about")), *_keywords(value.get("keywords"))],
        audiences=_labels(value.get("audience")),
        also={"cost": ["free" if free else "paid"]} if isinstance(free, bool) else {},
        links=[("", one) for one in listed(value.get("sameAs"))],
        remarks=remarks_on(value, contexts) if is_amb else [],
    ))  # fmt: skip


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _types(value: dict[str, Any]) -> list[str]:
    found = listed(value.get("type")) or listed(value.get("@type"))
    return [one.removeprefix("https://schema.org/").removeprefix("http://schema.org/") for one in found]


def _name(value: Any) -> str:
    """A text, or the first of several languages; `en` before others."""
    if isinstance(value, dict):
        return said(value.get("@value")) or said(value.get("en")) or next((said(one) for one in value.values()), "")
    return said(value)


def _names(value: Any) -> list[str]:
    return [_name(one.get("name")) if isinstance(one, dict) else said(one) for one in _listed(value)]


def _id(value: Any) -> str:
    one = next(iter(_listed(value)), None)
    return (said(one.get("id")) or said(one.get("@id")) or said(one.get("url"))) if isinstance(one, dict) else said(one)


def _languages(value: Any) -> list[str]:
    found = [said(one.get("alternateName")) or _name(one.get("name")) if isinstance(one, dict) else said(one)
             for one in _listed(value)]  # fmt: skip
    return [one for one in found if one]


def _labels(value: Any) -> list[str]:
    """What concepts are called, or else the end of their address."""
    found = []
    for one in _listed(value):
        if isinstance(one, dict):
            label = one.get("prefLabel") or one.get("name") or one.get("audienceType") or one.get("educationalRole")
            found.append(_name(label) or _id(one).rstrip("/#").rpartition("/")[2])
        else:
            found.append(said(one))
    return found


def _keywords(value: Any) -> list[str]:
    return value.split(",") if isinstance(value, str) else _labels(value)
