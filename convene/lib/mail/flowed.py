"""text/plain; format=flowed (RFC 3676) and text/enriched (RFC 1896) as ordinary plain text."""

from __future__ import annotations

import re

QUOTE = re.compile(r">+")
TOKEN = re.compile(r"<<|<(/?)([A-Za-z-]{1,60})>|\n+")
BLOCK_ENDS = {"paragraph", "center", "flushleft", "flushright", "flushboth", "indent", "excerpt"}


def unflow(text: str, *, delete_space: bool = False) -> str:
    """Put lines that were broken softly together again, each quotation depth for itself."""
    out: list[str] = []
    parts: list[str] = []
    depth = 0

    def flush() -> None:
        if parts:
            line = "".join(parts)
            out.append(">" * depth + " " + line if depth else line)
            parts.clear()

    for line in text.split("\n"):
        marks = QUOTE.match(line)
        level = len(marks[0]) if marks is not None else 0
        content = line[level:]
        if content.startswith(" "):
            content = content[1:]
        if parts and level != depth:
            flush()
        depth = level
        if content == "-- ":
            flush()
            out.append(">" * depth + " -- " if depth else "-- ")
            continue
        if content.endswith(" "):
            parts.append(content[:-1] if delete_space else content)
            continue
        parts.append(content)
        flush()
    flush()
    return "\n".join(out)


def is_flowed(text: str) -> bool:
    """Whether text that calls itself flowed has soft breaks at all; some programs only say so."""
    return " \n" in text


def unenrich(text: str) -> str:
    """Plain text of text/enriched: commands dropped, one line break a space, n breaks n-1 lines."""
    out: list[str] = []
    at, literal, hidden = 0, 0, 0
    for match in TOKEN.finditer(text):
        if not hidden:
            out.append(text[at : match.start()])
        at = match.end()
        closing, name = match[1], (match[2] or "").lower()
        if match[0] == "<<":
            out.append("" if hidden else "<")
        elif not name:
            if not hidden:
                out.append(match[0] if literal else "\n" * (len(match[0]) - 1) or " ")
        elif name == "param":
            hidden = max(0, hidden + (-1 if closing else 1))
        elif name == "nofill":
            literal = max(0, literal + (-1 if closing else 1))
        elif name in BLOCK_ENDS and not hidden:
            out.append("\n")
    out.append(text[at:])
    return "".join(out)
