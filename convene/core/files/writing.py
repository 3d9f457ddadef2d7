"""How a file is written in a text."""

from __future__ import annotations

import re

from .models import File

SHOWN_WIDTH = 1600  # pixels at which a picture stands in a text
_SPECIAL = re.compile(r"([\\`*_\[\]<>!@~|&])")


def markdown_for(file: File) -> str:
    """Markdown that shows a picture, or links to any other file, by its name."""
    label = _SPECIAL.sub(r"\\\1", file.name)
    if file.is_picture:
        return f"![{label.rpartition('.')[0]}]({file.url_at(SHOWN_WIDTH)})"
    return f"[{label}]({file.get_absolute_url()})"
