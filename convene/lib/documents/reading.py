"""Have a document read or drawn by a process that can be killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from . import limits

_ROOT = Path(__file__).resolve().parents[3]
Kind = Literal["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "epub", "rtf", "html", "text"]
State = Literal["whole", "partly", "empty", "locked", "damaged", "costly"]


@dataclass(frozen=True, slots=True)
class Read:
    """The text of a document, as far as it could be read."""

    state: State
    pages: list[str] = field(default_factory=list)
    count: int | None = None  # pages or slides that the document has; None if it has none of its own
    names: list[str] = field(default_factory=list)  # of the sheet or chapter of each page; empty where none has any


def read(kind: Kind, source: Path, folder: Path) -> Read:
    """The text of a document page by page. Never raises: what cannot be read has a state that says so.

    states: whole; partly (the first pages alone); empty (no text, as in a scan); locked with a password; damaged, or
    not what it seems; costly, when it took too long or too much memory.
    """
    said = _asked("read", kind, source, folder)
    written = _pages(folder / "pages") if said["state"] in {"whole", "partly", "costly"} else []
    pages = [text for text, _name in written]
    names = [name for _text, name in written] if any(name for _text, name in written) else []
    if not any(pages):
        return Read("empty" if said["state"] in {"whole", "partly"} else said["state"], [], said.get("count"))
    return Read("partly" if said["state"] == "costly" else said["state"], pages, said.get("count"), names)


def draw(source: Path, folder: Path) -> dict[str, Path]:
    """The first page of a PDF as WebP: width in pixels -> file in the folder; nothing when it cannot be drawn."""
    return {width: folder / name for width, name in _asked("draw", "pdf", source, folder).get("drawn", {}).items()}


def _asked(what: str, kind: str, source: Path, folder: Path) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", __package__, what, kind, str(source), str(folder), str(limits.SECONDS)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.defpath, "PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=2 * limits.SECONDS,
            check=False,
        )
        said: dict[str, Any] = json.loads(done.stdout or b'{"state": "costly"}')
    except (subprocess.TimeoutExpired, ValueError):
        said = {"state": "costly"}
    return said


def _pages(path: Path) -> list[tuple[str, str]]:
    """The pages that were written, text and name, less one that was being written when the process was killed."""
    if not path.exists():
        return []
    whole = path.read_text(encoding="utf-8").rpartition("\n")[0]
    return [tuple(json.loads(line)) for line in whole.split("\n") if line]
