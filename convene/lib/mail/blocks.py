"""Lines of plain text as Markdown blocks: paragraphs, lists, tables and code as they were meant to be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .escape import escape
from .hiding import HIDDEN
from .items import BARE_BULLETS, MARK_BEGINS, counts_up, is_long_item, mark_of
from .listings import COLUMNS, DIFF, DIFF_GOES_ON, MAYBE_CODE, fenced, is_diff, kind_of
from .phrases import ATTRIBUTION

RULE = re.compile(r"\s{0,12}(?:-{2,}|[-_=*~#]{3,}|(?:[-_=*~] ){4,}[-_=*~]?)\s*$")
RULES = ("--", "__", "==", "**", "~~", "##", "- -", "* *", "_ _", "= =")
RULE_SIGNS = frozenset("-_=*~#")
# What begins a line of its own: "[1] …", "(2) …", "3) …", "Phone: …", "-- ".
OWN_LINE = re.compile(r"#\s|\[\d{1,3}\]\s|\(\d{1,2}\)\s|\d{1,2}\)\s|[A-Z][\w-]{1,12}: \S|[-*•]\s|--")
OWN_SIGNS = frozenset("#[(-*•0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
WRAPPED_FROM, WRAPPED_TO = 50, 100


def to_markdown(lines: list[str]) -> str:
    """Markdown that reads as the lines did: wrapped prose flows, lines that were ended on purpose end."""
    out: list[str] = []
    width = _width(lines)
    was_item = False
    found = [*_blocks(lines), ("", [])]
    for (kind, block), (_, after) in zip(found, found[1:], strict=False):
        if kind == "code":
            out.append(fenced(block))
            was_item = False
        elif kind == "rule":
            out.append("---")
            was_item = False
        else:
            markdown, was_item = _prose(block, width, was_item, after)
            out.append(markdown)
    return "\n\n".join(part for part in out if part)


def broken_lines(lines: list[str]) -> str:
    """Lines that each stand for themselves, as in a signature."""
    groups: list[list[str]] = [[]]
    for line in lines:
        stripped = line.strip()
        if not stripped or RULE.match(stripped):
            groups.append([])
        else:
            groups[-1].append(escape(re.sub(r"\s{2,}", " ", stripped)))
    return "\n\n".join("\\\n".join(group) for group in groups if group)


def _width(lines: list[str]) -> int:
    """Where this author's lines wrap."""
    lengths = [length for length in map(len, lines) if WRAPPED_FROM <= length <= WRAPPED_TO]
    lengths.sort()
    return lengths[len(lengths) * 3 // 4] if lengths else 72


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Stretches between blank lines, each prose, code or a rule; code goes on over blank lines."""
    pending: list[str] = []
    for kind, block in _paragraphs(lines):
        if kind == "code":
            if pending:
                pending.append("")
            pending += block
            continue
        if pending:
            yield "code", pending
            pending = []
        yield kind, block
    if pending:
        yield "code", pending


def _paragraphs(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    block: list[str] = []
    at, count = 0, len(lines)
    while at < count:
        line = lines[at]
        if not line or line.isspace():
            if block:
                yield from _classed(block)
                block = []
        elif line[-1] in "-*•" and line.strip() in BARE_BULLETS and (after := _next(lines, at)) is not None:
            lines[after] = f"- {lines[after].strip()}"
        elif line[0] in "d@I-+MARD" and DIFF.match(line) and is_diff(lines, at):
            if block:
                yield from _classed(block)
                block = []
            end = at + 1
            while end < count and DIFF_GOES_ON.match(lines[end]):
                end += 1
            yield "code", lines[at:end]
            at = end
            continue
        else:
            block.append(line)
        at += 1
    if block:
        yield from _classed(block)


def _next(lines: list[str], at: int) -> int | None:
    """The line that a bullet left alone on its line belongs to."""
    for number in range(at + 1, min(len(lines), at + 4)):
        if lines[number].strip():
            return number
    return None


def _classed(block: list[str]) -> Iterator[tuple[str, list[str]]]:
    """One block as prose, code or rules, cut where a rule stands between."""
    text = "\n".join(block)
    if MAYBE_CODE.search(text) is None and "   " not in text and not any(twice in text for twice in RULES):
        yield "prose", block
        return
    start = 0
    rules = [number for number, line in enumerate(block) if line.lstrip()[:1] in RULE_SIGNS and RULE.match(line)]
    for number in [] if rules and _in_table(block) else rules:
        if number > start:
            yield kind_of(block[start:number]), block[start:number]
        yield "rule", []
        start = number + 1
    if start < len(block):
        rest = block[start:] if start else block
        yield kind_of(rest), rest


def _in_table(block: list[str]) -> bool:
    return len(block) > 2 and sum(1 for line in block if COLUMNS.search(line.strip()[:400])) * 2 >= len(block)


def _prose(block: list[str], width: int, was_item: bool, after: list[str]) -> tuple[str, bool]:
    """A paragraph, or a list when there is more than one item here or the block before was one too."""
    marks = [mark_of(line) if line[0] in MARK_BEGINS or line[0].isdigit() else None for line in block]
    items = len(block) - marks.count(None)
    if not items:
        return _paragraph(block, width), False
    first = next((number for number, mark in enumerate(marks) if mark is not None), len(block))
    is_list = (
        items > 1
        or (
            items == 1
            and first == 0
            and (was_item or is_long_item(block) or (bool(after) and mark_of(after[0]) is not None))
        )
    ) and counts_up(marks)
    if not is_list:
        return _paragraph(block, width), False
    parts = [_paragraph(block[:first], width)] if first else []
    parts.append(_list(block[first:], marks[first:], width))
    return "\n\n".join(parts), True


def _list(block: list[str], marks: list[re.Match[str] | None], width: int) -> str:
    items: list[tuple[int, str, list[str]]] = []
    for line, mark in zip(block, marks, strict=True):
        if mark is not None:
            label = f"{mark[2]}." if mark[2].isdigit() else "-"
            items.append((len(mark[1].expandtabs(4)), label, [line[mark.end() :]]))
        else:
            items[-1][2].append(line)
    out: list[str] = []
    levels: list[tuple[int, int]] = []
    for indent, label, lines in items:
        while levels and indent <= levels[-1][0]:
            levels.pop()
        inner = levels[-1][1] if levels else 0
        pad = " " * inner
        levels.append((indent, inner + len(label) + 1))
        text = _paragraph(lines, width).replace("\n", "\n" + pad + " " * (len(label) + 1))
        out.append(f"{pad}{label} {text}")
    return "\n".join(out)


def _paragraph(block: list[str], width: int) -> str:
    """Wrapped lines joined; a line that could have held the next word was ended on purpose, and stays ended."""
    if len(block) == 1:
        return escape(block[0].strip())
    parts: list[str] = []
    together: list[str] = []
    before = ""
    for line in block:
        line = line.rstrip()
        if together and not _runs_on(before, line.lstrip(), width):
            parts.append(escape(" ".join(together)))
            together = []
        together.append(line.lstrip())
        before = line
    parts.append(escape(" ".join(together)))
    return "\\\n".join(parts)


def _runs_on(before: str, line: str, width: int) -> bool:
    """Whether a line was broken off only because the next word found no room."""
    length = len(before) + (16 if HIDDEN in before else 0)
    if not WRAPPED_FROM - 12 < length <= WRAPPED_TO + 16:
        return line[-1] == ":" and len(line) < 16 and ATTRIBUTION.search(line) is not None
    if length + 1 + len(line.partition(" ")[0]) <= width - 6 or (line[0] in OWN_SIGNS and OWN_LINE.match(line)):
        return False
    if before[-1] in ".!?:" and len(line) < 26:
        return False
    return not (before.lstrip()[:4] == "http" and " " not in before.strip())
