"""What lies in a document that is a zip of XML; heard as a stream, and never unpacked."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from . import limits
from .faults import Unreadable

BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, OSError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
Attributes = dict[str, str]


def beside(part: str, target: str) -> str:
    """Where a part lies that another part names."""
    path = posixpath.join("/", posixpath.dirname(part), unquote(target.partition("#")[0]))
    return posixpath.normpath(path).lstrip("/")


class Parts:
    """The parts of an office document."""

    def __init__(self, source: Path) -> None:
        self._source = source

    def __enter__(self) -> Parts:
        try:
            self._zip = zipfile.ZipFile(self._source)
        except BROKEN:
            raise Unreadable("damaged") from None
        self.names = set(self._zip.namelist()[: limits.MOST_PARTS])
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()) or self.holds(
            "META-INF/manifest.xml", b"encryption-data"
        ):
            raise Unreadable("locked")
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str, most: int) -> bytes:
        """A part as it stands, so many bytes of it. Raises Unreadable."""
        try:
            with self._zip.open(name) as part:
                return part.read(most)
        except BROKEN:
            raise Unreadable("damaged") from None

    def holds(self, name: str, word: bytes) -> bool:
        """Whether the beginning of a part says something."""
        if name not in self.names:
            return False
        try:
            with self._zip.open(name) as part:
                return word in part.read(1 << 20)
        except BROKEN:
            return False

    def parse(self, name: str, listener: Listener) -> None:
        """Have a part of XML heard, element by element. Raises Unreadable."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = listener.start
        parser.EndElementHandler = listener.end
        parser.CharacterDataHandler = listener.text
        read = 0
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(1 << 16):
                    read += len(chunk)
                    if read > limits.MOST_XML:
                        raise Unreadable("damaged")
                    parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003 the parser's own way to say that this was all
        except BROKEN:
            raise Unreadable("damaged") from None


def _refuse(*_declared: object) -> None:
    """No office program writes a document type, only who wants entities to grow."""
    raise Unreadable("damaged")


class Listener:
    """Hears of elements; refuses those that lie too deep."""

    def __init__(self, note: Callable[[str, Attributes], None]) -> None:
        self._note = note
        self.depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self.depth += 1
        if self.depth > limits.MOST_DEPTH:
            raise Unreadable("damaged")
        self._note(name, attributes)

    def end(self, _name: str) -> None:
        self.depth -= 1

    def text(self, _text: str) -> None:
        """What stands between elements is of no interest here."""
