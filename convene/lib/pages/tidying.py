"""Texts and addresses from pages, made fit to be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin, urlsplit

from . import limits

_TAG = re.compile(r"<[^<>]{0,500}>")
_UNFIT = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}


def line(text: str, most: int) -> str:
    """The text on one line, without markup and what cannot be seen, no longer than that."""
    text = text[: 4 * most]
    plain = unescape(_TAG.sub(" ", text)) if "<" in text or "&" in text else text
    seen = (" " if letter.isspace() else letter for letter in unicodedata.normalize("NFC", plain))
    kept = "".join(letter for letter in seen if letter in _JOINERS or unicodedata.category(letter) not in _UNFIT)
    whole = " ".join(kept.split())
    if len(whole) <= most:
        return whole
    return (whole[: most - 1].rpartition(" ")[0].rstrip(",.;:") or whole[: most - 1]) + "…"


def address(text: str, base: str) -> str:
    """An address of the web, made whole; empty when it is none."""
    try:
        whole = urljoin(base, text.strip()) if text.strip() else ""
        parts = urlsplit(whole)
        is_fit = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    has_gaps = any(letter.isspace() or unicodedata.category(letter) in _UNFIT for letter in whole)
    return whole if is_fit and not has_gaps and len(whole) <= limits.ADDRESS else ""


def of_the_same_site(preferred: str, url: str) -> str:
    """The address that a page prefers, if it is one of its own site; else the one that was asked for."""
    try:
        names = {(urlsplit(one).hostname or "").removeprefix("www.") for one in (preferred, url)}
    except ValueError:
        return url
    return preferred if preferred and len(names) == 1 else url


def first(values: Iterable[str]) -> str:
    """The first that says something."""
    return next((value for value in values if value.strip()), "")


def unique(values: Iterable[str], most: int) -> tuple[str, ...]:
    """Each once, however it is written, and no more than so many."""
    return tuple({value.casefold(): value for value in reversed([*values]) if value}.values())[::-1][:most]
