"""Recognising the same mail again when its Message-ID is gone or was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from itertools import islice

from .dates import epoch

LEADING_WORDS = 24
MOST_WORDS = 2000
ASCII_WORD = re.compile(r"[a-z0-9]+")
OTHER_WORD = re.compile(r"[^\W\d_\x00-\x7f]+")
ANY_WORD = re.compile(r"\w+")
SPOKEN = re.compile(r" at (?:[\w-]{1,63}\.){1,8}[\w-]{2,63}")
ADDRESS = re.compile(r"@[\w.-]{1,200}")
LINK = re.compile(r"(?:https?|ftp|mailto):[^\s<>]{1,500}")


@dataclass(frozen=True, slots=True)
class Prints:
    """``whole`` is equal for copies of one mail; ``outline`` leaves the words out; ``is_hollow``: there are none."""

    whole: str
    outline: str
    is_hollow: bool


def prints_of(name: str, address: str, date: datetime | None, base: str, own_lines: Iterable[str]) -> Prints:
    """Recognise copies of one mail in the archives of different programs, by thirty-two hexadecimal digits.

    Compared are the author, the second of the Date, the base subject and the first words that the author wrote. What
    archivers change is left out: list tags, Re:, time zones, line ends, wrapping, quotation, signatures, footers,
    addresses, links, scrubbed parts, and letters outside ASCII, which some turn into question marks. Without a
    believable Date all words count, since the date that stands in for it differs from archive to archive.

    Where one archive kept HTML and another scrubbed it, only the outline is left to compare: two mails are the same
    when their ``whole`` is, or when either is hollow and their outlines are the same.
    """
    known = "" if date is None else str(epoch(date))
    most = LEADING_WORDS if known else MOST_WORDS
    words = _words("\n".join(islice(own_lines, most * 2)), most)
    author = sorted(_words(name, 8)) or _words(address.partition("@")[0], 8)
    about = _words(base, 30)
    outline = "\x00".join((" ".join(author), known, " ".join(about)))
    return Prints(_digest(f"{outline}\x00{' '.join(words)}"), _digest(outline) if known else "", not words)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _words(text: str, most: int) -> list[str]:
    text = text[: most * 16].lower()
    if " at " in text:
        text = SPOKEN.sub(" ", text)
    if "@" in text:
        text = ADDRESS.sub(" ", text)
    if "://" in text:
        text = LINK.sub(" ", text)
    found = ASCII_WORD.findall(text)
    if not text.isascii() and sum(map(len, OTHER_WORD.findall(text))) > sum(map(len, found)):
        found = ANY_WORD.findall(text)
    return found[:most]
