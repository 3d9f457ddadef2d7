"""HTML from outside: mails, archives, other systems."""

from __future__ import annotations

import re
from html import unescape

from . import limits
from .helper import HELPER
from .kitchen import TooHeavy, cleaned
from .markdown import HEADING_DOWN
from .plain import as_paragraphs
from .tame import tame

_HEADINGS = re.compile(r"(</?h)([1-4])\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def clean_html(html: str) -> str:
    """HTML with nothing left in it but what members' texts may have; as plain paragraphs when it is too much."""
    html = tame(html)
    shifted = _HEADINGS.sub(lambda found: f"{found[1]}{min(6, int(found[2]) + HEADING_DOWN)}", html)
    clean = _cleaned(shifted)
    return as_paragraphs(tame(unescape(_TAG.sub(" ", html)))) if clean is None else clean


def _cleaned(html: str) -> str | None:
    if len(html) > limits.MAX_HTML:
        return None
    if len(html) > limits.LIGHT_LENGTH:
        answer = HELPER.ask({"clean": html})
        return None if answer is None or "too_heavy" in answer else str(answer["html"])
    try:
        return str(cleaned(html)["html"])
    except TooHeavy:
        return None
