"""Cook one text, or refuse when it grows out of proportion; how long it may take is the helper's business."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import limits
from .markdown import render
from .sanitise import sanitise
from .tame import tame


class TooHeavy(Exception):
    """The text costs more than a text may."""


def cooked(source: str, names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any]:
    """Cook Markdown. Raises TooHeavy when it grows out of proportion."""
    most = len(source) * limits.MOST_GROWTH + limits.GROWTH_ALLOWANCE
    met = render(source, names, words)
    if len(met.html) > most:
        raise TooHeavy
    html = tame(sanitise(met.html))
    if len(html) > most:
        raise TooHeavy
    return {
        "html": html,
        "excerpt": tame(met.excerpt),
        "mentions": list(met.mentions),
        "links": list(met.links),
        "files": list(met.files),
    }


def cleaned(html: str) -> dict[str, Any]:
    """Clean HTML from outside. Raises TooHeavy when it grows out of proportion."""
    clean = tame(sanitise(html))
    if len(clean) > len(html) * limits.MOST_GROWTH + limits.GROWTH_ALLOWANCE:
        raise TooHeavy
    return {"html": clean}
