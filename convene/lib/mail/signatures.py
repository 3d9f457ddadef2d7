"""Signatures, "Sent from my …" and legal notices at the end of what somebody wrote."""

from __future__ import annotations

from . import phrases
from .stretch import Kind, Stretch

LONGEST_SIGNATURE = 24
NOTICES = frozenset("CcDdPpLlTtIiEe*_- ")


def with_signatures(found: list[Stretch]) -> list[Stretch]:
    """Cut signatures off the ends of what the author wrote."""
    out: list[Stretch] = []
    texts = [number for number, part in enumerate(found) if part.kind is Kind.TEXT]
    for number, part in enumerate(found):
        at = _signature_start(part.lines) if texts and number == texts[-1] else None
        if at is None or (at == 0 and len(texts) == 1):
            out.append(part)
            continue
        if any(map(str.strip, part.lines[:at])):
            out.append(Stretch(Kind.TEXT, part.lines[:at]))
        rest = part.lines[at + 1 :] if phrases.DELIMITER.match(part.lines[at]) else part.lines[at:]
        if any(map(str.strip, rest)):
            out.append(Stretch(Kind.SIGNATURE, rest, folded=True))
    return out


def _signature_start(lines: list[str]) -> int | None:
    count = len(lines)
    for number in range(max(0, count - 2 * LONGEST_SIGNATURE), count):
        line = lines[number]
        if line[:1] in ("-", "—", "&", "\\") and phrases.DELIMITER.match(line):
            strict = line == "-- "
            if count - number <= LONGEST_SIGNATURE * (2 if strict else 1):
                return number
        if (
            len(line) < 400
            and line[:1] in NOTICES
            and phrases.DISCLAIMER.match(line)
            and not any(map(str.strip, lines[max(0, number - 1) : number]))
        ):
            before = number
            while before and (not lines[before - 1].strip() or not lines[before - 1].strip("-_=* ")):
                before -= 1
            return before
    last = count - 1
    while last > 0 and not lines[last].strip():
        last -= 1
    if len(lines[last]) < 120 and phrases.SENT_FROM.match(lines[last]):
        return last
    return None
