"""The words of a text as an index keeps them: folded, cut to their stem; signs without spaces between them in pairs."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache

from snowballstemmer import stemmer

LANGUAGES = {"en": "english", "es": "spanish", "fr": "french", "de": "german", "pt": "portuguese"}
LONGEST = 40  # letters of a word; what is longer is found by its beginning
MOST = 12_000  # words of a text; what follows is not found

# Scripts that write no spaces between words, or hang particles on them: Han, kana, Hangul, Thai, Lao, Burmese, Khmer
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = re.compile(f"[{UNSPACED}]+|[^\\W_{UNSPACED}]+")
_ASCII_WORD = re.compile("[a-z0-9]+")
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")
_ALIKE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}

# A few words that stand in nearly every sentence of a language, and in few of another
_COMMON = {
    "en": "the and of to is that it for with this are you have not we was they from be",
    "es": "el los las de que y en un una para con por es como pero su se lo esta muy",
    "fr": "le les des et est dans une pour que qui sur avec nous vous pas du au ce sont je",
    "de": "der die das und ist nicht ein eine zu mit den von auf fur im sich wir ich sind dem",
    "pt": "o os as da do em um uma para com nao que e por mais dos das se na ao",
}
_TELLING = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LOOKED_AT = 300  # words that tell the language


class _Letters(dict[int, str | int | None]):
    """What becomes of each letter: marks go, letters that stand for others are written out, signs divide words."""

    def __missing__(self, code: int) -> str | int | None:
        letter = chr(code)
        is_sign = not letter.isascii() and not letter.isalnum()
        other = " " if is_sign else _ALIKE.get(letter, code)
        self[code] = None if unicodedata.category(letter).startswith("M") else other
        return self[code]


_LETTERS = _Letters()


def folded(text: str) -> str:
    """Small letters without accents and other marks."""
    text = text.casefold()
    if text.isascii():
        return text
    bare = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", bare)


def split(text: str) -> list[str]:
    """The words of a text, folded; a run of signs without spaces is one."""
    text = folded(text)
    if text.isascii():
        return [word[:LONGEST] for word in _ASCII_WORD.findall(text)]
    return [word[:LONGEST] if not is_unspaced(word) else word for word in _WORD.findall(text)]


def is_unspaced(word: str) -> bool:
    """Whether the word is of a script that is not divided into words."""
    return not word.isascii() and _IS_UNSPACED.match(word) is not None


def pairs(run: str) -> list[str]:
    """Each two neighbours of a run of signs; a sign that stands alone is one by itself."""
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def language_of(words: list[str]) -> str:
    """The language whose commonest words stand here most often; English where none does."""
    some = words[:_LOOKED_AT]
    counts = {language: sum(map(telling.__contains__, some)) for language, telling in _TELLING.items()}
    return max(counts, key=lambda language: counts[language])


def tokens(words: list[str], language: str) -> list[str]:
    """What an index keeps of these words, in their order."""
    kept: list[str] = []
    for word in words[:MOST]:
        if word.isascii() or not is_unspaced(word):
            kept.append(stem(word, language))
        else:
            kept += pairs(word)
            if len(word) > 1:
                kept.append(word[-1])  # so that each sign begins some token
    return kept


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The word without its endings, in one language."""
    cut: str = _stemmers(language).stemWord(word)
    return cut or word


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """The word without its endings in any language, each once."""
    return tuple(dict.fromkeys(stem(word, language) for language in LANGUAGES))


_OWN = threading.local()  # a stemmer keeps the word that it is at work on


def _stemmers(language: str) -> stemmer:
    made: dict[str, stemmer] = _OWN.__dict__.setdefault("made", {})
    if language not in made:
        made[language] = stemmer(LANGUAGES[language])
    return made[language]
