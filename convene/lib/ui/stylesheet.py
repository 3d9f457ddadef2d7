"""One stylesheet from its parts: `python -m convene.lib.ui.stylesheet` writes static/css/convene.css."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = HERE / "css"
WHOLE = HERE / "static" / "css" / "convene.css"
COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def parts() -> list[Path]:
    """The parts in the order of the cascade: numbered ones by number, the components between layout and utilities."""
    numbered = sorted(PARTS.glob("*.css"))
    before = [part for part in numbered if part.name < "4"]
    return before + sorted((PARTS / "components").glob("*.css")) + numbered[len(before) :]


def stylesheet() -> str:
    """The parts one after the other, without comments and indentation."""
    text = COMMENTS.sub("", "\n".join(part.read_text(encoding="utf-8") for part in parts()))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"


if __name__ == "__main__":
    WHOLE.write_text(stylesheet(), encoding="utf-8")
