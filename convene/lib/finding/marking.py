"""The part of a text that says why it was found, with what was looked for marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .asking import Term
from .words import UNSPACED, folded, is_unspaced, split, stems

LENGTH = 240  # letters
BEFORE = 50  # letters of these, before the first that is marked
_WORD = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+")
_FAR = 40_000  # letters that are looked through
_MOST_HITS = 200

Piece = tuple[str, bool]  # text, and whether it is marked


class Marker:
    """Marks what was looked for; remembers the words that it has seen."""

    def __init__(self, terms: Iterable[Term]) -> None:
        known = list(terms)
        self.wanted = {token for term in known for token in term.tokens}
        self.beginnings = tuple({term.beginning[-1] for term in known if term.beginning})
        runs = {word for term in known for word in split(term.typed) if is_unspaced(word)}
        self.runs = re.compile("|".join(map(re.escape, sorted(runs, key=len, reverse=True)))) if runs else None
        self.seen: dict[str, bool] = {}
        heads = "|".join(sorted({re.escape(one[:2]) for one in (*self.wanted, *self.beginnings) if one.isascii()}))
        # Where nothing is folded, only words that begin like what is looked for have to be looked at
        self.plain = re.compile(rf"\b(?:{heads})[a-z0-9]*", re.IGNORECASE | re.ASCII) if heads else None

    def pieces(self, text: str) -> list[Piece]:
        """All of a short text."""
        text = unicodedata.normalize("NFC", text)
        return self._cut(text, self._hits(text), 0, len(text))

    def snippet(self, text: str, length: int = LENGTH) -> list[Piece]:
        """The stretch in which most of what was looked for stands; the first words where nothing of it does."""
        text = unicodedata.normalize("NFC", " ".join(text[:_FAR].split()))
        hits = self._hits(text)
        start = self._best(text, hits, length)
        end = min(len(text), start + length)
        if end < len(text):
            end = max(text.rfind(" ", start + length // 2, end), start + length // 2)
        pieces = self._cut(text, hits, start, end)
        return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]

    def worth(self, text: str) -> int:
        """How many different words of it are marked."""
        return len({word for _start, _end, word in self._hits(unicodedata.normalize("NFC", text[:_FAR]))})

    def _hits(self, text: str) -> list[tuple[int, int, str]]:
        found: list[tuple[int, int, str]] = []
        words = self.plain if self.plain and text.isascii() else _WORD
        for match in words.finditer(text):
            word = match[0]
            if not word.isascii() and is_unspaced(word):
                if self.runs:
                    found += [
                        (match.start() + run.start(), match.start() + run.end(), run[0])
                        for run in self.runs.finditer(word)
                    ]
            elif self._is_wanted(word):
                found.append((*match.span(), word.casefold()))
            if len(found) >= _MOST_HITS:
                break
        return found

    def _is_wanted(self, word: str) -> bool:
        known = self.seen.get(word)
        if known is None:
            bare = folded(word)
            known = not self.wanted.isdisjoint(stems(bare)) or (
                bool(self.beginnings) and bare.startswith(self.beginnings)
            )
            self.seen[word] = known
        return known

    @staticmethod
    def _best(text: str, hits: list[tuple[int, int, str]], length: int) -> int:
        """Where to begin, at a word."""
        if not hits or hits[-1][1] <= length:
            return 0
        reach = length - BEFORE

        def worth(start: int) -> int:
            return len({word for at, _end, word in hits if start <= at < start + reach})

        first = max((at for at, _end, _word in hits), key=lambda at: (worth(at), -at))
        if first <= BEFORE:
            return 0
        return text.find(" ", first - BEFORE, first) + 1 or first

    @staticmethod
    def _cut(text: str, hits: list[tuple[int, int, str]], start: int, end: int) -> list[Piece]:
        pieces: list[Piece] = []
        at = start
        for begin, stop, _word in hits:
            if begin < at or stop > end:
                continue
            if begin > at:
                pieces.append((text[at:begin], False))
            pieces.append((text[begin:stop], True))
            at = stop
        if at < end:
            pieces.append((text[at:end], False))
        return pieces
