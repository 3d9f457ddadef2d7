"""Settings of a site with two languages that nobody speaks: longer English with accents, and the same from right to left.

Whatever a page says without an accent was not translated; whatever sticks out will do so in German, too.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from babel.messages.catalog import Catalog

from convene.config.settings import *  # noqa: F403
from convene.config.settings import LANGUAGES as SPOKEN
from docs.words import compiled, gathered

LONG, MIRRORED = "en-xa", "ar-xb"
FOLDER = Path(os.environ["PSEUDO_WORDS"])
AS_IT_IS = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w+\}|<[^>]+>|&\w+;|https?://\S+|\S+@\S+")
DATES = re.compile(r"^[jlFYMHi, :]+$")
LETTERS = {  # a vowel becomes two: 40 % more
    "a": "åá", "e": "éë", "i": "îï", "o": "öó", "u": "ûü", "y": "ýÿ",
    "A": "ÅÁ", "E": "ÉË", "I": "ÎÏ", "O": "ÖÓ", "U": "ÛÜ", "Y": "ÝÝ",
}  # fmt: skip
ACCENTS = "".join(LETTERS.values())


def spoken(text: str) -> str:
    """Longer, and with accents; names of values and tags stay."""
    if DATES.match(text):
        return text
    kept = [found[0] for found in AS_IT_IS.finditer(text)]
    said = ["".join(LETTERS.get(letter, letter) for letter in part) for part in AS_IT_IS.split(text)]
    return "".join(part + hole for part, hole in zip(said, [*kept, ""], strict=True))


def write() -> None:
    """Compile both languages into FOLDER."""
    for locale in ("en_XA", "ar_XB"):
        catalog = Catalog(locale="en")
        for word in gathered():
            if word.id:
                both = tuple(map(spoken, word.id)) if isinstance(word.id, tuple) else spoken(word.id)
                catalog.add(word.id, both, context=word.context)
        file = FOLDER / locale / "LC_MESSAGES" / "django.mo"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(compiled(catalog))


LANGUAGES = [*SPOKEN, (LONG, "Long"), (MIRRORED, "Mirrored")]
LOCALE_PATHS = [FOLDER]
