"""Text of which some pieces are marked, as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from markupsafe import Markup


def marked(pieces: Iterable[tuple[str, bool]]) -> Markup:
    """The pieces one after the other, those that are to be marked as such; nothing in them is taken for markup."""
    parts = (f"<mark>{escape(text)}</mark>" if is_marked else escape(text) for text, is_marked in pieces)
    return Markup("".join(parts))  # noqa: S704 (each piece was escaped)
