"""What the AMB profile asks of a description, as remarks in words: none of it keeps a record out.

source: its JSON Schemas of 2023-10-19, the parts that say more than "is there".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

AMB = "https://w3id.org/kim/amb/context.jsonld"
_LISTS = (
    "type", "creator", "contributor", "about", "inLanguage", "publisher", "learningResourceType", "audience", "teaches",
    "isBasedOn", "isPartOf", "hasPart", "mainEntityOfPage", "keywords", "encoding", "caption", "funder", "assesses",
    "competencyRequired", "educationalLevel",
)  # fmt: skip
_NEED_ID = ("about", "learningResourceType", "audience", "assesses", "competencyRequired", "teaches",
            "educationalLevel", "mainEntityOfPage", "isPartOf", "hasPart", "caption")  # fmt: skip
_NEED_NAME = ("creator", "contributor", "publisher", "funder", "isBasedOn", "isPartOf", "hasPart")
_OBJECTS = ("license", "conditionsOfAccess", "interactivityType")
_TYPES = {
    "funder": {"Person", "FundingScheme", "Organization"}, "mainEntityOfPage": {"WebContent"},
    "caption": {"MediaObject"}, "encoding": {"MediaObject"}, "creator": {"Person", "Organization"},
    "publisher": {"Person", "Organization"}, "contributor": {"Person", "Organization"},
}  # fmt: skip
_ALL_FROM = {
    "educationalLevel": r"https://w3id\.org/kim/educationalLevel/",
    "license": r"https?://(?:creativecommons\.org/(?:licen[sc]es|publicdomain)/|www\.gnu\.org/licenses/|www\.apache\.org/"
    r"licenses/|(?:www\.)?opensource\.org/licenses/(?:MIT|BSD))",
}
_ONE_FROM = {
    "about": r"https://w3id\.org/kim/hochschulfaechersystematik/|http://w3id\.org/kim/schulfaecher/",
    "learningResourceType": r"http://w3id\.org/openeduhub/vocabs/new_lrt/|https://w3id\.org/kim/hcrt/",
}
_NOT_INSIDE = {"type", "license", "isPartOf", "hasPart", "isBasedOn"}  # what parts may say in their own way
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?$")
_DURATION = re.compile(r"-?P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+[DW])?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$")
_TYPE = re.compile(r"3?[A-Z][A-Za-z]{1,40}$")
_DIGITS = re.compile(r"\d+$")
_LANGUAGE = re.compile(r"[a-z]{2,3}$")


def remarks_on(value: Mapping[str, Any], contexts: list[str]) -> list[str]:
    """Each thing that is not as the profile asks, once."""
    found: list[str] = []
    _look(value, found.append)
    languages = [one.get("@language") for one in _each(value.get("@context")) if isinstance(one, dict)]
    if not any(isinstance(one, str) and _LANGUAGE.match(one) for one in languages):
        found.append(_("@context names no language of two letters"))
    if contexts[:1] != [AMB]:
        found.append(_("@context does not begin with that of the profile"))
    return list(dict.fromkeys(found))[:20]


def _look(value: Mapping[str, Any], say: Callable[[str], None]) -> None:
    for name, said in value.items():
        if name in _LISTS and not isinstance(said, list):
            say(_("%(name)s should be a list") % {"name": name})
        if name in _OBJECTS and not isinstance(said, dict):
            say(_("%(name)s should be an object with an id") % {"name": name})
        for one in _each(said):
            _one(name, one, say)
        if name in _ONE_FROM and not any(re.match(_ONE_FROM[name], _id(one)) for one in _each(said)):
            say(_("%(name)s names nothing from the vocabularies of the profile") % {"name": name})
    for name in ("dateCreated", "datePublished", "dateModified"):
        if name in value and not (isinstance(value[name], str) and _DAY.match(value[name])):
            say(_("%(name)s is not a date such as 2024-05-31") % {"name": name})
    if "duration" in value and not (isinstance(value["duration"], str) and _DURATION.match(value["duration"])):
        say(_("%(name)s is not a duration such as PT45M") % {"name": "duration"})
    if not isinstance(value.get("isAccessibleForFree", True), bool):
        say(_("%(name)s should be true or false") % {"name": "isAccessibleForFree"})


def _one(name: str, one: Any, say: Callable[[str], None]) -> None:
    """A value, or one of a list of them."""
    if name == "type" and not (isinstance(one, str) and _TYPE.match(one)):
        say(_("a type is not a name of schema.org"))
    if not isinstance(one, dict):
        return
    if name in (*_NEED_ID, *_OBJECTS) and not re.match(r"[a-z][a-z0-9+.-]*:\S", _id(one)):
        say(_("something in %(name)s has no address as its id") % {"name": name})
    if name in _NEED_NAME and not one.get("name"):
        say(_("something in %(name)s has no name") % {"name": name})
    if name in _ALL_FROM and not re.match(_ALL_FROM[name], _id(one)):
        say(_("%(name)s names nothing from the vocabularies of the profile") % {"name": name})
    if name in _TYPES and one.get("type") not in _TYPES[name]:
        say(_("something in %(name)s is of a type that the profile does not know") % {"name": name})
    if "prefLabel" in one and not isinstance(one["prefLabel"], dict):
        say(_("a label in %(name)s does not say its language") % {"name": name})
    if name == "encoding" and not (one.get("contentUrl") or one.get("embedUrl")):
        say(_("something in %(name)s has no address") % {"name": name})
    if name == "encoding" and any(not _DIGITS.match(str(one.get(part, "0"))) for part in ("contentSize", "bitrate")):
        say(_("a size in %(name)s is not a plain number") % {"name": name})
    if name == "caption" and not isinstance(one.get("inLanguage", ""), str):
        say(_("something in %(name)s has more than one language") % {"name": name})
    if name in ("mainEntityOfPage", "isPartOf", "hasPart", "isBasedOn"):
        _look({part: said for part, said in one.items() if part not in _NOT_INSIDE}, say)


def _each(value: Any) -> list[Any]:
    return value[:200] if isinstance(value, list) else [value]


def _id(value: Any) -> str:
    found = value.get("id") if isinstance(value, dict) else ""
    return found if isinstance(found, str) else ""
