"""What somebody looks for, read from what they typed: words, "phrases", -without, OR, beginning*. Never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from ..text.telling import says_nothing
from .words import is_unspaced, pairs, split, stems

MOST_LETTERS = 400
MOST_TERMS = 12
MOST_WORDS = 24  # of a phrase

Way = tuple[str, ...]  # tokens that stand beside each other

_PART = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»‟″", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that has to be there, in any of several ways."""

    typed: str
    ways: tuple[Way, ...]
    beginning: Way = ()  # another way, whose last token is the beginning of a word
    is_phrase: bool = False

    @property
    def tokens(self) -> set[str]:
        return {token for way in self.ways for token in way} | set(self.beginning[:-1])


Group = tuple[Term, ...]  # any of these


@dataclass(frozen=True, slots=True)
class Asked:
    """All groups have to be there, or all but one, and nothing of `without`."""

    text: str
    groups: tuple[Group, ...]
    without: Group = ()
    is_cut: bool = False  # there was more than is looked for
    is_loose: bool = False  # one of the groups may be missing, whichever

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def choices(self) -> list[tuple[Group, ...]]:
        """Groups of which all have to be there, in one of these ways."""
        groups = self.groups
        if not self.is_loose:
            return [groups] if groups else []
        return [groups[:at] + groups[at + 1 :] for at in range(len(groups))]

    @property
    def terms(self) -> list[Term]:
        """Everything that is looked for, each once."""
        return list(dict.fromkeys(term for group in self.groups for term in group))

    @property
    def looser(self) -> Asked | None:
        """The same with one word less, whichever; None where there is only one."""
        return replace(self, is_loose=True) if len(self.groups) > 1 and not self.is_loose else None


def read(text: str, *, while_typing: bool = False) -> Asked:
    """What to look for; `while_typing` takes the last word for the beginning of one."""
    shown = " ".join(text.split())
    text = shown[:MOST_LETTERS].translate(_QUOTES)
    groups: list[list[Term]] = []
    without: list[Term] = []
    either = False
    for is_no, term in _terms(text, while_typing):
        if term is None:
            either = bool(groups)
            continue
        if is_no:
            without.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    telling = _telling([tuple(group[:MOST_TERMS]) for group in groups])
    wanted, unwanted = telling[:MOST_TERMS], tuple(without[:MOST_TERMS])
    is_cut = len(shown) > MOST_LETTERS or len(telling) > MOST_TERMS or len(without) > MOST_TERMS
    return Asked(shown, wanted, unwanted, is_cut)


def _terms(text: str, while_typing: bool) -> Iterator[tuple[bool, Term | None]]:
    """Terms and whether they are unwanted; None stands for "or"."""
    for found in _PART.finditer(text):
        phrase, word, is_no = found["phrase"], found["word"], bool(found["no"])
        if word in {"OR", "|", "||"}:
            yield False, None
            continue
        is_last = while_typing and found.end() == len(text) and phrase is None
        is_beginning = phrase is None and (is_last or word.endswith("*"))
        term = _term(phrase if phrase is not None else word, is_beginning, phrase is not None)
        if term:
            yield is_no, term


def _term(typed: str, is_prefix: bool, is_phrase: bool) -> Term | None:
    words = split(typed)[:MOST_WORDS]
    if not words:
        return None
    if len(words) == 1 and len(words[0]) == 1 and is_unspaced(words[0]):
        return Term(typed, (), (words[0],))
    each = [_ways(word) for word in words]
    if len(each) == 1:
        ways = each[0]
    else:  # a phrase is cut to its stems in one language at a time
        most = max(map(len, each))
        ways = [sum((one[min(at, len(one) - 1)] for one in each), ()) for at in range(most)]
        if most > 1 and len(each) <= 3:
            ways = [sum(some, ()) for some in product(*each)][:24]
    beginning: Way = ()
    if is_prefix and not is_unspaced(words[-1]):
        beginning = (*ways[0][:-1], words[-1])
    return Term(typed, tuple(dict.fromkeys(ways)), beginning, is_phrase or len(words) > 1)


def _ways(word: str) -> list[Way]:
    return [tuple(pairs(word))] if is_unspaced(word) else [(one,) for one in stems(word)]


def _telling(groups: list[Group]) -> tuple[Group, ...]:
    """Without words that say nothing, unless there are no others."""
    telling = tuple(
        group
        for group in groups
        if len(group) > 1 or group[0].is_phrase or group[0].beginning or not says_nothing(split(group[0].typed)[0])
    )
    return telling or tuple(groups)
