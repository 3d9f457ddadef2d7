"""`python -m convene.lib.documents read|draw KIND SOURCE FOLDER SECONDS`: answered by a line of JSON."""

from __future__ import annotations

import json
import resource
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from . import limits
from .faults import Enough, Unreadable
from .writing import Pages

READERS = {  # of which one module is loaded, the one that is needed
    "pdf": "pdf.read",
    "docx": "office.read_word",
    "xlsx": "sheets.read",
    "pptx": "office.read_slides",
    "odt": "office.read_open",
    "ods": "office.read_open",
    "odp": "office.read_open",
    "epub": "books.read",
    "rtf": "rtf.read",
    "html": "words.read_html",
    "text": "words.read_text",
}


def _named(path: str) -> Callable[..., Any]:
    module, _dot, name = path.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{module}"), name)
    return found


def read(kind: str, source: Path, folder: Path) -> dict[str, object]:
    """Write the text into `pages` in the folder; says how many pages there are, or why they cannot be read."""
    with (folder / "pages").open("w", encoding="utf-8") as target:
        pages = Pages(target)
        try:
            _named(READERS[kind])(source, pages)
        except Unreadable as fault:
            return {"state": str(fault)}
        except Enough:
            return {"state": "partly", "count": pages.count}
        return {"state": "whole", "count": pages.count}


def draw(_kind: str, source: Path, folder: Path) -> dict[str, object]:
    """Draw the first page of a PDF into the folder; says in which widths."""
    try:
        return {"drawn": _named("pdf.draw")(source, folder)}
    except Unreadable as fault:
        return {"state": str(fault)}


def main(what: str, kind: str, source: str, folder: str) -> dict[str, object]:
    """What became of the document; running out of memory is a state as well."""
    warnings.simplefilter("ignore")
    try:
        return {"read": read, "draw": draw}[what](kind, Path(source), Path(folder))
    except (MemoryError, RecursionError):
        return {"state": "costly"}


if __name__ == "__main__":
    *asked, seconds = sys.argv[1:]
    for limit, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, int(seconds)),
        (resource.RLIMIT_FSIZE, limits.FILE_SIZE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    sys.stdout.write(json.dumps(main(*asked)))
