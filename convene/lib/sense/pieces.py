"""A text as the pieces of words that a model of the BERT family knows.

source: Devlin et al. 2018; https://github.com/google-research/bert/blob/master/tokenization.py
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

LONGEST = 100  # letters of a word; longer ones are unknown
FAR = 4_000  # letters of a text that are looked at
_BEFORE, _AFTER, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_PARTS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+|[^\w\s]|_")


class Pieces:
    """The vocabulary of a model."""

    def __init__(self, path: Path) -> None:
        words = path.read_text(encoding="utf-8").splitlines()
        self.known = {word: place for place, word in enumerate(words)}
        self.of = lru_cache(maxsize=20_000)(self._of)

    def cut(self, text: str, most: int) -> list[int]:
        """The numbers of a text's pieces, `most` of them, with the marks of its beginning and its end."""
        found = [self.known[_BEFORE]]
        for word in _words(text):
            found += self.of(word)
            if len(found) >= most - 1:
                break
        return [*found[: most - 1], self.known[_AFTER]]

    def _of(self, word: str) -> tuple[int, ...]:
        """The longest pieces that are known, from the front."""
        found: list[int] = []
        at = 0
        while at < len(word) <= LONGEST:
            sign = "##" if at else ""
            end = next((end for end in range(len(word), at, -1) if sign + word[at:end] in self.known), 0)
            if not end:
                break
            found.append(self.known[sign + word[at:end]])
            at = end
        return tuple(found) if found and at == len(word) else (self.known[_UNKNOWN],)


def _words(text: str) -> Iterator[str]:
    bare = unicodedata.normalize("NFD", text[:FAR].lower())
    if not bare.isascii():
        bare = "".join(letter for letter in bare if unicodedata.category(letter) != "Mn")
    return (found[0] for found in _PARTS.finditer(bare))
