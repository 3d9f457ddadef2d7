"""Names of people and of files: cleaned, and compared the way an eye compares them."""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

from django.utils.text import slugify as ascii_slug
from django.utils.translation import gettext as _

from ..errors import NotPossible
from .lookalikes import LOOKALIKES
from .tame import MOST_MARKS

NAME_LENGTH = 120
FILE_NAME_LENGTH = 120
TITLE_LENGTH = 200

_JOINERS = {"\u200c", "\u200d"}  # they carry meaning in Persian, in Indic scripts and in emoji
_VARIANTS = {"\ufe0e", "\ufe0f"}
_GONE = {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}
_UNFIT_FOR_FILES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_ALIKE, _FANCY = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"), "FANCY"
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)


def clean_name(text: str, length: int = NAME_LENGTH) -> str:
    """A name on one line in NFC, without control, invisible or direction-changing characters.

    raises: NotPossible for half a character (a lone surrogate).
    """
    return " ".join(_visible(text).split())[:length].strip()


def clean_title(text: str) -> str:
    """A title, a question or an option: like a name, and longer."""
    return clean_name(text, TITLE_LENGTH)


def is_disguised(name: str) -> bool:
    """Whether a word of the name mixes alphabets that look alike, or is made of mathematical or circled letters."""
    return any(len(set(map(_alphabet, word)) - {""}) > 1 or _FANCY in map(_alphabet, word) for word in name.split())


def _alphabet(letter: str) -> str:
    """The alphabet of a letter among those that are taken for one another; "" for all others."""
    if letter.isascii():
        return "LATIN" * letter.isalpha()
    plain = unicodedata.normalize("NFKC", letter)
    if len(plain) == 1 and plain.isascii() and plain.isalpha() and letter not in "ªº":
        return _FANCY
    return next((one for one in _ALIKE if unicodedata.name(letter, "").startswith(one)), "")


def clean_file_name(text: str, length: int = FILE_NAME_LENGTH) -> str:
    """The last part of a path as a name that every system can keep, with its ending."""
    last = re.split(r"[\\/]", text)[-1]
    name = _UNFIT_FOR_FILES.sub("-", clean_name(last, 4 * length)).lstrip(". -").rstrip(". ")
    name = _DEVICES.sub(r"_\g<0>", name, count=1) if _DEVICES.match(name) else name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        return name[:length].rstrip(". ") or "file"
    return f"{stem[: length - len(ending) - 1].rstrip('. ') or 'file'}.{ending}"


def skeleton(name: str) -> str:
    """What the name looks like: two names with the same skeleton could be taken for one another.

    source: Unicode Technical Standard 39, section 4, with the letters that people here meet.
    """
    folded = unicodedata.normalize("NFKD", _visible(name)).casefold()
    bare = (letter for letter in folded if not unicodedata.combining(letter) and letter.isalnum())
    return "".join(LOOKALIKES.get(letter, letter) for letter in bare).replace("rn", "m").replace("vv", "w")


def slugify(text: str, *, fallback: str = "", length: int = 60) -> str:
    """Small Latin letters, digits and hyphens, cut at a word; the fallback when nothing is left."""
    slug = ascii_slug(_visible(text))
    if len(slug) > length:
        head = slug[: length + 1].rpartition("-")[0]
        slug = head or slug[:length]
    return slug.strip("-_") or fallback


def _visible(text: str) -> str:
    """The text in NFC with only what can be seen, and no more marks on a letter than a script needs."""
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise NotPossible(_("This text contains half a character. Please type it again."))
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    marks = 0
    normal = unicodedata.normalize("NFC", text)
    for letter, after in zip_longest(normal, normal[1:], fillvalue=""):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or (category in _GONE and not _joins(letter, kept, after)):
            kept.append(" " * letter.isspace())
        else:
            kept.append(letter)
    return "".join(kept)


def _joins(letter: str, before: list[str], after: str) -> bool:
    """Whether a joiner stands where it means something: between letters of a joining script, or between emoji."""
    return letter in _JOINERS and bool(before) and bool(after) and _is_joinable(before[-1]) and _is_joinable(after)


def _is_joinable(letter: str) -> bool:
    return letter in _VARIANTS or (letter > "\u05ff" and unicodedata.category(letter) in {"Lo", "Mn", "Mc", "So", "Sk"})
