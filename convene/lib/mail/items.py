"""Bullets and numbers at the beginning of lines, and whether they make a list."""

from __future__ import annotations

import re

BULLET = re.compile(r"(\s{0,12})([-*+•·●◦–]|o(?=\s{1,3}[A-Z]))\s{1,4}(?=\S)")
NUMBER = re.compile(r"(\s{0,12})(\d{1,3})\.\s{1,4}(?=\S)")
BULLETS = frozenset("-*+•·●◦–o")
BARE_BULLETS = frozenset("-*•")
MARK_BEGINS = BULLETS | {" ", "\t"}


def mark_of(line: str) -> re.Match[str] | None:
    """The bullet or number that a line begins with."""
    first = line.lstrip()[:1]
    if first in BULLETS:
        return BULLET.match(line)
    return NUMBER.match(line) if first.isdigit() else None


def is_long_item(block: list[str]) -> bool:
    """Whether an item goes on in lines that stand further in."""
    return len(block) > 1 and block[1][:2].isspace()


def counts_up(marks: list[re.Match[str] | None]) -> bool:
    """Numbers that are not in order are numbers, not a list."""
    numbers = [int(mark[2]) for mark in marks if mark is not None and mark[2].isdigit()]
    return all(after == before + 1 or after == 1 for before, after in zip(numbers, numbers[1:], strict=False)) and (
        not numbers or numbers[0] < 100
    )
