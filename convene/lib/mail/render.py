"""The stretches of a message as one Markdown text, with ``:::quote`` and ``:::signature`` around what folds."""

from __future__ import annotations

from .blocks import broken_lines, to_markdown
from .escape import escape
from .listings import fenced
from .quoting import is_prompt
from .stretch import Kind, Stretch

DEEPEST = 8


def render(parts: list[Stretch], *, is_markdown: bool = False) -> str:
    """Markdown of a whole message; ``is_markdown`` says that the lines are Markdown already."""
    out = [_part(part, is_markdown) for part in parts]
    return "\n\n".join(text for text in out if text)


def _part(part: Stretch, is_markdown: bool) -> str:
    if part.kind is Kind.TEXT:
        return _text(part.lines, is_markdown)
    if part.kind is Kind.SIGNATURE:
        text = _text(part.lines, is_markdown) if is_markdown else broken_lines(part.lines)
        return _folded("signature", text) if part.folded else text
    if not is_markdown and not part.folded and is_prompt(part):
        return fenced([f"> {line}" for line in part.lines])
    quote = _quote(part, is_markdown)
    if part.lead:
        lead = " ".join(line.strip() for line in part.lead)
        quote = f"{lead if is_markdown else escape(lead)}\n\n{quote}"
    return _folded("quote", quote) if part.folded else quote


def _folded(name: str, text: str) -> str:
    return f":::{name}\n{text}\n:::" if text else ""


def _text(lines: list[str], is_markdown: bool) -> str:
    return "\n".join(lines).strip("\n") if is_markdown else to_markdown(lines)


def _quote(part: Stretch, is_markdown: bool) -> str:
    """Blockquotes, nested as deep as the quotation; a change of depth starts a new paragraph."""
    groups: list[tuple[int, list[str]]] = []
    for depth, line in zip(part.depths, part.lines, strict=True):
        depth = min(depth, DEEPEST)
        if groups and (depth == groups[-1][0] or not line.strip()):
            groups[-1][1].append(line)
        elif line.strip():
            groups.append((depth, [line]))
    out: list[str] = []
    before = 0
    for depth, lines in groups:
        text = _text(lines, is_markdown)
        if not text:
            continue
        if out:
            # Nothing between deeper and shallower would let a paragraph run on.
            out.append(("> " * min(before, depth)).rstrip())
        mark = "> " * depth
        out += [(mark + line).rstrip() for line in text.split("\n")]
        before = depth
    return "\n".join(out)
