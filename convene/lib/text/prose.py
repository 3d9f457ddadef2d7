"""The quick way for text in which nothing is Markdown; it gives exactly what the long way gives."""

from __future__ import annotations

import re

from .links import PERHAPS

_ACTIVE = re.compile(r"[*_`\[\]<>&\\@~|\x00-\x08\x0e-\x1f\x7f-\x9f]|[^\S \n]|^(?:[-+=#: ]|[0-9]+[.)])", re.MULTILINE)
_PARAGRAPHS = re.compile(r"\n\n+")


def is_prose(source: str) -> bool:
    """Whether the text has no markup and no address in it, only paragraphs and lines."""
    return not _ACTIVE.search(source) and not PERHAPS.search(source)


def prose_html(source: str) -> str:
    """Such a text as HTML, the same bytes as the long way gives."""
    text = source.strip("\n ")
    if not text:
        return ""
    paragraphs = _PARAGRAPHS.split("\n".join(line.rstrip(" ") for line in text.split("\n")))
    return "".join("<p>" + part.replace("\n", "<br>\n") + "</p>\n" for part in paragraphs)
