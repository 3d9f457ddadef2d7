"""Licences as pages name them, known by their SPDX code."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licen[sc]es/(?P<terms>by(?:-nc)?(?:-nd|-sa)?|nc(?:-sa)?|sa)|publicdomain/(?P<open>zero|mark))"
    r"(?:/(?P<version>\d\.\d))?",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\bcc[ -]?(?P<terms>by(?:[ -]nc)?(?:[ -](?:nd|sa))?)(?![a-z-])(?:[ -]+v?(?P<version>\d\.\d))?", re.IGNORECASE
)
_LONG = re.compile(
    r"creative commons[ :,-]{1,3}attribution(?P<nc>[ -]{1,3}non-?commercial)?"
    r"(?P<more>[ -]{1,3}(?:share-?alike|no-?deriv\w{0,9}))?"
    r"(?:[ -]{1,3}(?:v(?:ersion)? ?)?(?P<version>\d\.\d))?",
    re.IGNORECASE,
)
_ZERO = re.compile(r"\bcc[ -]?(?:0|zero)\b|creative commons zero", re.IGNORECASE)
_PUBLIC = re.compile(r"\bpublic domain\b", re.IGNORECASE)
_KNOWN = {  # SPDX code -> where its words stand
    "MIT": "https://opensource.org/license/mit",
    "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "GPL-3.0": "https://www.gnu.org/licenses/gpl-3.0.html",
    "GFDL-1.3": "https://www.gnu.org/licenses/fdl-1.3.html",
    "OGL-UK-3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
_MOST = 400  # letters of a text that is looked at


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence that we know."""

    code: str  # SPDX, such as "CC-BY-SA-4.0"
    url: str


def licence_of(text: str) -> Licence | None:
    """The licence that an address or a few words name; None when it is none that we know."""
    text = " ".join(text[:_MOST].split())
    if found := _ADDRESS.search(text):
        return _zero_or_mark(found["open"].lower()) if found["open"] else _common(found["terms"], found["version"])
    if _ZERO.search(text):
        return _zero_or_mark("zero")
    if found := _SHORT.search(text):
        return _common(found["terms"], found["version"])
    if found := _LONG.search(text):
        more = (found["more"] or "").lower()
        terms = "by" + ("-nc" if found["nc"] else "") + ("-sa" if "share" in more else "-nd" if more else "")
        return _common(terms, found["version"])
    for code, url in _KNOWN.items():
        if text.rstrip("/").lower() in {
            code.lower(),
            url.rstrip("/").lower(),
            f"https://spdx.org/licenses/{code}".lower(),
        }:
            return Licence(code, url)
    return _zero_or_mark("mark") if _PUBLIC.search(text) else None


def _common(terms: str, version: str | None) -> Licence:
    terms, version = terms.lower().replace(" ", "-"), version or "4.0"
    return Licence(f"CC-{terms.upper()}-{version}", f"https://creativecommons.org/licenses/{terms}/{version}/")


def _zero_or_mark(which: str) -> Licence:
    code = "CC0-1.0" if which == "zero" else "CC-PDM-1.0"
    return Licence(code, f"https://creativecommons.org/publicdomain/{which}/1.0/")
