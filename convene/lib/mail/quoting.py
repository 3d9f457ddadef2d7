"""A plain text told apart: what the author wrote, what is quoted from others, what is a signature."""

from __future__ import annotations

import re

from . import phrases
from .footers import may_have_footer, without_footers
from .originals import original, original_start, with_unmarked
from .signatures import with_signatures
from .stretch import QUOTED, Kind, Stretch

SUPERCITED = re.compile(r" ?[A-Za-z]{1,4}>+ ")
PROMPT = re.compile(
    r"\s?(?:[\w.$]{1,40}\s?(?:<-|=)\s?\S|(?:library|require|data|summary|plot|str|head|names|print|install\.packages|source|help|lm|glm"
    r"|for|if|attach|table|mean|c|rm|ls|options|sessionInfo|traceback|\w{1,20}\.\w{1,20}|\w{2,20})\(|[\w.]{1,30}\[|\?\w|#)"
)
MORE = frozenset("> ")
SHORT_QUOTE = 6
FEW_WORDS = 40


def stretches(text: str) -> list[Stretch]:
    """Tell a message apart, in time linear in its length; quotes that need not be read at once are ``folded``."""
    lines = text.split("\n")
    footed = may_have_footer(text)
    if footed:
        lines = [lines[number] for number in without_footers(lines)]
    tail = original_start(lines)
    own = lines[: tail[0]] if tail else lines
    found = _runs(own) if ">" in text else [Stretch(Kind.TEXT, own)]
    if tail is not None:
        found.append(original(lines[tail[0] :], forwarded=tail[1]))
    for part in found:
        if part.kind is Kind.QUOTE and max(part.depths) > 1:
            _mend_depths(part)
    _lead(found)
    found = [part for part in found if part.kind is not Kind.TEXT or any(map(str.strip, part.lines))]
    found = with_signatures(with_unmarked(found))
    for part in found if footed else []:
        if part.kind is Kind.QUOTE:
            kept = without_footers(part.lines)
            part.lines, part.depths = [part.lines[at] for at in kept], [part.depths[at] for at in kept]
    _fold(found)
    return found


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
            if quote is not None and line[:2] == "> " and line[2:3] not in MORE:
                for _ in range(blank):
                    quote.lines.append("")
                    quote.depths.append(1)
                blank = 0
                quote.lines.append(line[2:])
                quote.depths.append(1)
                continue
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
    return (
        len(before) >= 66 and len(line) <= 24 and after.startswith(">") and not line.rstrip().endswith((".", "!", "?"))
    )


def _mend_depths(part: Stretch) -> None:
    """Words that a mail program wrapped out of a deeper quotation go back to where they came from."""
    lines, depths = part.lines, part.depths
    kept: list[int] = []
    for at, line in enumerate(lines):
        above = kept[-1] if kept else -1
        if above >= 0 and 0 < len(line) <= 32 and depths[at] < depths[above] and len(lines[above]) >= 40:
            near = range(at + 1, min(len(lines), at + 4))
            back = next(
                (after for after in near if depths[after] >= depths[above] or not 0 < len(lines[after]) <= 32), None
            )
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
        if best is None and phrases.ATTRIBUTION.search(joined) or begins and best is not None:
            best = start
        if begins and best is not None:
            break
    return best


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
    return len(list(filter(str.strip, part.lines)))
