"""Members' text: Markdown in, safe HTML out, cooked once when it is written and stored with the renderer's version."""

from __future__ import annotations

from .cleaning import clean_html
from .cooking import MAX_SOURCE, RENDERER_VERSION, CookContext, Cooked, cook
from .plain import excerpt, plain
from .sanitise import safe
from .writing import fold_markdown, quote_markdown, wording_of

__all__ = [
    "MAX_SOURCE",
    "RENDERER_VERSION",
    "CookContext",
    "Cooked",
    "clean_html",
    "cook",
    "excerpt",
    "fold_markdown",
    "plain",
    "quote_markdown",
    "safe",
    "wording_of",
]
