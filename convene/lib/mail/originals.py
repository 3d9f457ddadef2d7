"""The message that was answered or forwarded, where a mail program put it below without marking its lines."""

from __future__ import annotations

from . import phrases
from .stretch import QUOTED, Kind, Stretch

RULED = frozenset("-_=* \t")
BEGUN = ("Begin", "Anfang", "Début", "Inizio", "Inicio", "Vidare")
# The first letters of "From" in the languages that phrases.FROM_LABEL knows.
LABELS = frozenset("FfVvDdEeOoLlKkОоВвΑα发發寄差보מм*_ \t")
LONGEST_LABEL = 24


def original_start(lines: list[str]) -> tuple[int, bool] | None:
    """Where an unmarked original or forwarded message begins, and whether it is forwarded."""
    for number, line in enumerate(lines):
        if line[:1] == ">":
            if line[:4] == ">>> " and phrases.GROUPWISE.match(line[:400]):
                return number, False
            continue
        first = line[:1]
        if first in RULED or line.startswith(BEGUN):
            if phrases.FORWARDED.match(line[:400]):
                return number, True
            if phrases.ORIGINAL.match(line[:400]):
                return number, False
        if first not in LABELS or not (":" in line[:LONGEST_LABEL] or "：" in line[:LONGEST_LABEL]):
            continue
        if phrases.FROM_LABEL.match(line[:400]) and _labels(lines, number + 1) >= 2:
            before = number
            while before and not lines[before - 1].strip():
                before -= 1
            ruled = before and set(lines[before - 1].strip()) in ({"_"}, {"-"})
            return (before - 1 if ruled else number), False
    return None


def original(lines: list[str], *, forwarded: bool) -> Stretch:
    """The mail that is answered or passed on, as a quotation, with the quotations in it one step deeper."""
    depths, contents = [], []
    if lines and phrases.GROUPWISE.match(lines[0]):
        lines = [lines[0].strip("> "), "", *lines[1:]]
    for line in lines:
        match = QUOTED.match(line)
        depths.append(1 + (match[0].count(">") if match is not None else 0))
        contents.append(line[match.end() :] if match is not None else line)
    return Stretch(Kind.QUOTE, contents, depths, forwarded=forwarded)


def with_unmarked(found: list[Stretch]) -> list[Stretch]:
    """The last unquoted stretch may hold "On …, … wrote:" with the quotation left unmarked behind it."""
    if not found or found[-1].kind is not Kind.TEXT or len(found[-1].lines) < 2:
        return found
    lines = found[-1].lines
    for number, line in enumerate(lines):
        if line.rstrip(" \\")[-1:] not in (":", "："):
            continue
        for start in (number, number - 1):
            joined = " ".join(part.strip() for part in lines[max(start, 0) : number + 1])
            if len(joined) > 300 or start < 0 or not phrases.SURE_ATTRIBUTION.match(joined):
                continue
            if not any(map(str.strip, lines[:start])):
                return found
            rest = lines[number + 1 :]
            quote = Stretch(Kind.QUOTE, rest, [1] * len(rest), lead=lines[start : number + 1])
            return [*found[:-1], Stretch(Kind.TEXT, lines[:start]), *([quote] if any(map(str.strip, rest)) else [])]
    return found


def _labels(lines: list[str], at: int) -> int:
    near = [line for line in lines[at : at + 9] if line.strip()][:5]
    return sum(1 for line in near if phrases.OTHER_LABEL.match(line))
