"""Text without markup, and text of which nothing is markup."""

from __future__ import annotations

import html as entities
import re

from .markdown import EXCERPT, shortened
from .sanitise import without_tags

_BLOCK_ENDS = re.compile(
    r"</?(?:p|div|h[1-6]|li|tr|pre|blockquote|details|summary|ul|ol|table)\b|<[bh]r\b", re.IGNORECASE
)
_CELL_ENDS = re.compile(r"</t[dh]\b", re.IGNORECASE)
_FOLDED = re.compile(r'<details class="folded">(?:(?!<details).)*?</details>', re.DOTALL)
_MOST_FOLDS = 20  # within one another
_BLANK_LINES = re.compile(r"\n{2,}")


def plain(html: str) -> str:
    """The text of HTML: a line for each block, an empty line between paragraphs."""
    broken = _CELL_ENDS.sub(r" \g<0>", _BLOCK_ENDS.sub(r"\n\g<0>", html))
    text = entities.unescape(without_tags(broken)).replace("\xa0", " ")
    return _BLANK_LINES.sub("\n\n", _trimmed(text)).strip()


def excerpt(html: str, length: int = EXCERPT) -> str:
    """The first words of cooked HTML on one line, without its folded parts."""
    for _depth in range(_MOST_FOLDS):
        html, folds = _FOLDED.subn("", html)
        if not folds:
            break
    return shortened(plain(html), length)


def as_paragraphs(text: str) -> str:
    """Text as HTML with its paragraphs and lines kept and nothing in it taken for markup."""
    parts = (part.strip() for part in _BLANK_LINES.split(_trimmed(text.replace("\0", "\ufffd"))))
    escaped = (entities.escape(part, quote=False).replace("\n", "<br>\n") for part in parts if part)
    return "".join(f"<p>{part}</p>\n" for part in escaped)


def _trimmed(text: str) -> str:
    return "\n".join(line.strip(" \t") for line in text.split("\n"))
