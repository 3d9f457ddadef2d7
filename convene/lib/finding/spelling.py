"""Words that differ by one slip of the finger: a letter too many, missing, wrong, or two that changed places.

Two such words share one of the forms that are left when a letter is taken out of each.

source: Garbe 2012, "1000x faster spelling correction" (SymSpell), with its limit to the beginnings of words.
"""

from __future__ import annotations

from zlib import crc32

SHORTEST, LONGEST = 4, 24
_BEGINNING = 8  # letters; a slip further back leaves the beginning as it is


def can_be_mended(word: str) -> bool:
    """Whether the word is of a length at which slips are looked for."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def keys(word: str) -> set[int]:
    """What the word can be looked up by."""
    head = word[:_BEGINNING]
    forms = {head, *(head[:at] + head[at + 1 :] for at in range(len(head)))}
    if len(word) > _BEGINNING:  # a letter too many pushes the last one out
        forms |= {(word[:at] + word[at + 1 :])[:_BEGINNING] for at in range(_BEGINNING)}
    return {crc32(form.encode()) for form in forms}


def is_one_slip(one: str, other: str) -> bool:
    """Whether the words differ by exactly one slip."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    changed_places = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or changed_places
