"""A plain text told apart: what the author wrote, what is quoted from others, what is a signature."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

from convene.lib.mail import phrases
from convene.lib.mail.footers import may_have_footer, without_footers

QUOTED = re.compile(r"(?: {0,2}>)+ ?")
SUPERCITED = re.compile(r" ?[A-Za-z]{1,4}>+ ")
PROMPT = re.compile(
    r"\s?(?:[\w.$]{1,40}\s?(?:<-|=)\s?\S|(?:library|require|data|summary|plot|str|head|names|print|install\.packages|source|help|lm|glm"
    r"|for|if|attach|table|mean|c|rm|ls|options|sessionInfo|traceback|\w{1,20}\.\w{1,20}|\w{2,20})\(|[\w.]{1,30}\[|\?\w|#)"
)
SHORT_QUOTE = 6
LONGEST_SIGNATURE = 24
FEW_WORDS = 40
MARKS = re.compile(
    r"^(?:[ *>]{0,10}[-_=]{2,} ?[^\W\d_][^\n]{3,160}|[ *_]{0,8}[^\W\d_]{1,12}(?: \w{2,6})?\s?[*_]{0,2}\s?[:：]\s?[*_]{0,2}\s?\S"
    r"|Begin |Anfang |Début |Inizio |Inicio |Vidare)",
    re.MULTILINE,
)


class Kind(Enum):
    """What a stretch of a message is."""

    TEXT = "text"
    QUOTE = "quote"
    SIGNATURE = "signature"


@dataclass(slots=True)
class Stretch:
    """Lines of one kind; in a quote each line has a depth and ``lead`` says who wrote it."""

    kind: Kind
    lines: list[str]
    depths: list[int] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    folded: bool = False
    forwarded: bool = False


def stretches(text: str) -> list[Stretch]:
    """Tell a message apart, in time linear in its length; quotes that need not be read at once are ``folded``."""
    lines = text.split("\n")
    footed = may_have_footer(text)
    if footed:
        lines = [lines[number] for number in without_footers(lines)]
    tail = _tail(lines, text)
    own = lines[: tail[0]] if tail else lines
    found = _runs(own) if ">" in text else [Stretch(Kind.TEXT, own)]
    if tail is not None:
        found.append(_tail_quote(lines[tail[0] :], forwarded=tail[1]))
    for part in found:
        if part.kind is Kind.QUOTE and max(part.depths) > 1:
            _mend_depths(part)
    _lead(found)
    found = [part for part in found if part.kind is not Kind.TEXT or any(map(str.strip, part.lines))]
    found = _signed(_unmarked_quote(found))
    for part in found if footed else []:
        if part.kind is Kind.QUOTE:
            kept = without_footers(part.lines)
            part.lines, part.depths = [part.lines[at] for at in kept], [part.depths[at] for at in kept]
    _fold(found)
    return found


def _tail(lines: list[str], text: str) -> tuple[int, bool] | None:
    """Where an unmarked original or forwarded message begins, and whether it is forwarded."""
    if not MARKS.search(text) and ">>>" not in text:
        return None
    for number, line in enumerate(lines):
        if len(line) > 400 or ":" not in line and "-" not in line and "_" not in line and "：" not in line:
            continue
        if line[:1] == ">":
            if line[:4] == ">>> " and phrases.GROUPWISE.match(line):
                return number, False
            continue
        if phrases.FORWARDED.match(line):
            return number, True
        if phrases.ORIGINAL.match(line) or (phrases.FROM_LABEL.match(line) and _labels(lines, number + 1) >= 2):
            before = number
            while before and not lines[before - 1].strip():
                before -= 1
            ruled = before and set(lines[before - 1].strip()) in ({"_"}, {"-"}) and phrases.FROM_LABEL.match(line)
            return (before - 1 if ruled else number), False
    return None


def _labels(lines: list[str], at: int) -> int:
    near = [line for line in lines[at : at + 9] if line.strip()][:5]
    return sum(1 for line in near if phrases.OTHER_LABEL.match(line))


def _tail_quote(lines: list[str], *, forwarded: bool) -> Stretch:
    depths, contents = [], []
    if lines and phrases.GROUPWISE.match(lines[0]):
        lines = [lines[0].strip("> "), "", *lines[1:]]
    for line in lines:
        match = QUOTED.match(line)
        depths.append(1 + (match[0].count(">") if match is not None else 0))
        contents.append(line[match.end() :] if match is not None else line)
    return Stretch(Kind.QUOTE, contents, depths, forwarded=forwarded)


def _runs(lines: list[str]) -> list[Stretch]:
    """Alternating stretches of unquoted and quoted lines; blank lines between quoted ones belong to them."""
    found: list[Stretch] = []
    own: list[str] = []
    quote: Stretch | None = None
    blank = 0
    count = len(lines)
    for number, line in enumerate(lines):
        match = None
        if ">" in line[:8]:
            match = QUOTED.match(line) or SUPERCITED.match(line)
            if quote is None and line.startswith(">From "):
                match, line = None, line[1:]
        if match is not None:
            if quote is None:
                if own:
                    found.append(Stretch(Kind.TEXT, own))
                    own = []
                quote = Stretch(Kind.QUOTE, [], [])
                found.append(quote)
            for _ in range(blank):
                quote.lines.append("")
                quote.depths.append(1)
            blank = 0
            quote.lines.append(line[match.end() :])
            quote.depths.append(match[0].count(">"))
            continue
        if quote is not None:
            if not line.strip():
                blank += 1
                continue
            if not blank and _is_broken_off(quote.lines[-1], line, lines[number + 1] if number + 1 < count else ""):
                quote.lines[-1] += f" {line.strip()}"
                continue
            quote, blank = None, 0
        own.append(line)
    if own:
        found.append(Stretch(Kind.TEXT, own))
    return found


def _is_broken_off(before: str, line: str, after: str) -> bool:
    """A few words that a mail program wrapped out of the quotation."""
    return len(before) >= 66 and len(line) <= 24 and after.startswith(">") and not line.rstrip().endswith((".", "!", "?"))


def _mend_depths(part: Stretch) -> None:
    """Words that a mail program wrapped out of a deeper quotation go back to where they came from."""
    lines, depths = part.lines, part.depths
    kept: list[int] = []
    for at, line in enumerate(lines):
        above = kept[-1] if kept else -1
        if above >= 0 and 0 < len(line) <= 32 and depths[at] < depths[above] and len(lines[above]) >= 40:
            near = range(at + 1, min(len(lines), at + 4))
            back = next((after for after in near if depths[after] >= depths[above] or not 0 < len(lines[after]) <= 32), None)
            if back is not None and lines[back] and depths[back] == depths[above]:
                lines[above] = f"{lines[above]} {line.strip()}"
                continue
        kept.append(at)
    if len(kept) < len(lines):
        part.lines, part.depths = [lines[at] for at in kept], [depths[at] for at in kept]


def _lead(found: list[Stretch]) -> None:
    """Give every quote the line that says whose words they are."""
    for before, quote in zip(found, found[1:], strict=False):
        if quote.kind is Kind.QUOTE and before.kind is Kind.TEXT:
            start = _lead_start(before.lines)
            if start is not None:
                quote.lead = [line for line in before.lines[start:] if line.strip()]
                del before.lines[start:]


def _lead_start(lines: list[str]) -> int | None:
    last = len(lines) - 1
    while last >= 0 and not lines[last].strip() and last >= len(lines) - 6:
        last -= 1
    if last < 0 or not lines[last].strip():
        return None
    if lines[last].rstrip(" \\")[-1:] not in (":", "：", ">") and not phrases.ATTRIBUTION.search(lines[last][-300:]):
        return None
    best, joined = None, ""
    for start in range(last, max(-1, last - 4), -1):
        line = lines[start].strip()
        joined = f"{line} {joined}".strip()
        if not line or len(joined) > 400:
            break
        begins = phrases.ATTRIBUTION_BEGINS.match(line) is not None
        if best is None and phrases.ATTRIBUTION.search(joined):
            best = start
        elif begins and best is not None:
            best = start
        if begins and best is not None:
            break
    return best


def _unmarked_quote(found: list[Stretch]) -> list[Stretch]:
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


def _signed(found: list[Stretch]) -> list[Stretch]:
    """Cut signatures off the ends of what the author wrote."""
    out: list[Stretch] = []
    for number, part in enumerate(found):
        is_last_word = all(later.kind is not Kind.TEXT for later in found[number + 1 :])
        at = _signature_start(part.lines) if part.kind is Kind.TEXT and is_last_word else None
        if at is None or (at == 0 and not any(earlier.kind is Kind.TEXT for earlier in found[:number])):
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
        if len(line) < 400 and phrases.DISCLAIMER.match(line) and not any(map(str.strip, lines[max(0, number - 1) : number])):
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


def _fold(found: list[Stretch]) -> None:
    """Fold what follows the author's last word, and every long quotation before it."""
    own = [part for part in found if part.kind is Kind.TEXT]
    if not own:
        quotes = [part for part in found if part.kind is Kind.QUOTE]
        for part in quotes if len(quotes) > 1 else []:
            part.folded = part is not quotes[0] and _length(part) > SHORT_QUOTE
        for part in found:
            part.folded = part.folded or (part.kind is Kind.SIGNATURE and bool(quotes))
        return
    last = max(number for number, part in enumerate(found) if part.kind is Kind.TEXT)
    few = sum(len(line.split()) for part in own for line in part.lines) < FEW_WORDS
    for number, part in enumerate(found):
        if part.kind is not Kind.QUOTE:
            continue
        if part.forwarded:
            part.folded = not few
        elif is_prompt(part):
            part.folded = False
        else:
            part.folded = number > last or _length(part) > SHORT_QUOTE


def is_prompt(part: Stretch) -> bool:
    """Whether "> " is the prompt of a console rather than the mark of a quotation."""
    if part.lead or part.forwarded or not part.lines or max(part.depths) > 1:
        return False
    filled = [line for line in part.lines if line.strip()]
    return bool(filled) and sum(1 for line in filled if PROMPT.match(line)) * 10 >= len(filled) * 7


def _length(part: Stretch) -> int:
    return sum(1 for line in part.lines if line.strip())
