"""Everything of one person's in one file: pages to read, JSON for machines, and the files themselves."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from .parts import Section

STYLE = Path(__file__).with_name("content") / "export.css"


class Bundle:
    """A zip that is being filled; `finish` writes its table of contents."""

    def __init__(self, target: IO[bytes], about: dict[str, Any]) -> None:
        self.archive = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED)
        self.about = about  # who, when, from where
        self.contents: list[tuple[str, str, int]] = []  # name, title, number of rows

    def add(self, sections: Iterable[Section]) -> None:
        """Write what one app gives."""
        for section in sections:
            self.contents.append((section.name, section.title, len(section.rows)))
            self._write(f"{section.name}.json", json.dumps(section.rows, cls=Everything, ensure_ascii=False, indent=2))
            self._write(f"{section.name}.html", render_to_string(
                "people/export/section.html", {**self.about, "section": section}
            ))  # fmt: skip
            for name, place in section.files.items():
                self._copy(name, place)

    def finish(self) -> None:
        """Write the contents, and close the archive."""
        self._write("style.css", STYLE.read_text(encoding="utf-8"))
        contents = {**self.about, "contents": self.contents}
        self._write("index.html", render_to_string("people/export/index.html", contents))
        self.archive.close()

    def _write(self, name: str, text: str) -> None:
        self.archive.writestr(name, text)

    def _copy(self, name: str, place: str) -> None:
        if default_storage.exists(place):
            with default_storage.open(place) as source, self.archive.open(name, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)


class Everything(DjangoJSONEncoder):
    """What JSON does not know is written as text."""

    def default(self, value: object) -> Any:
        """A translated word, for one."""
        try:
            return super().default(value)
        except TypeError:
            return str(value)
