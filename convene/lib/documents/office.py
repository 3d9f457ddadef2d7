"""The text of Word, PowerPoint and OpenDocument files, read as a stream."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from . import limits
from .faults import Unreadable
from .writing import Pages, Stretches

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_A = "http://schemas.openxmlformats.org/drawingml/2006/main "
_P = "http://schemas.openxmlformats.org/presentationml/2006/main "
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships "
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW, _OFFICE = f"{_ODF}text:1.0 ", f"{_ODF}drawing:1.0 ", f"{_ODF}office:1.0 "
_ELSE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # the same again

_BROKEN = (
    zipfile.BadZipFile, zlib.error, expat.ExpatError, KeyError, ValueError, EOFError, OSError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
WORDS = {f"{_W}t", f"{_A}t"}  # elements whose text is text; in OpenDocument it is all that stands in paragraphs
GAPS = {
    f"{_W}p": "\n", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_A}p": "\n", f"{_A}br": "\n", f"{_W}tab": "\t", f"{_W}tc": " ",
    f"{_TEXT}p": "\n", f"{_TEXT}h": "\n", f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t", f"{_TEXT}s": " ",
}  # fmt: skip
PASSED_OVER = {_ELSE, f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms"}
PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}
Attributes = dict[str, str]


def read_word(source: Path, pages: Pages) -> None:
    """The text of a DOCX, with its notes at the end. Raises Unreadable."""
    running = Stretches(pages)
    with _Parts(source) as parts:
        parts.tell("word/document.xml", running.add)
        for notes in ("word/footnotes.xml", "word/endnotes.xml"):
            if notes in parts:
                parts.tell(notes, running.add)
    running.end()


def read_slides(source: Path, pages: Pages) -> None:
    """The text of a PPTX, a page each slide, in their order. Raises Unreadable."""
    with _Parts(source) as parts:
        slides = parts.slides()
        pages.count = len(slides)
        for slide in slides:
            text: list[str] = []
            parts.tell(slide, text.append)
            pages.add("".join(text))


def read_open(source: Path, pages: Pages) -> None:
    """The text of an ODT, or of an ODP slide by slide. Raises Unreadable."""
    running, slide = Stretches(pages), list[str]()

    def end(name: str) -> None:
        if name == f"{_DRAW}page":
            pages.add("".join(slide))
            slide.clear()

    with _Parts(source) as parts:
        is_slides = parts.holds("mimetype", b"presentation")
        parts.tell("content.xml", slide.append if is_slides else running.add, end)
    running.end()
    pages.count = pages.written if is_slides else None


class _Parts:
    """The parts of an office document."""

    def __init__(self, source: Path) -> None:
        self._source = source

    def __enter__(self) -> _Parts:
        try:
            self._zip = zipfile.ZipFile(self._source)
        except _BROKEN:
            raise Unreadable("damaged") from None
        self._names = set(self._zip.namelist()[: limits.MOST_PARTS])
        if any(entry.flag_bits & 1 for entry in self._zip.infolist()) or self.holds(
            "META-INF/manifest.xml", b"encryption-data"
        ):
            raise Unreadable("locked")
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def holds(self, name: str, word: bytes) -> bool:
        """Whether the beginning of a part says something."""
        if name not in self._names:
            return False
        try:
            with self._zip.open(name) as part:
                return word in part.read(1 << 20)
        except _BROKEN:
            return False

    def tell(self, name: str, say: Callable[[str], object], end: Callable[[str], None] | None = None) -> None:
        """Say the text of a part, piece by piece; `end` hears of each element that ends."""
        self._parse(name, _Teller(say, end))

    def slides(self) -> list[str]:
        """Where the slides of a PPTX lie, in the order in which they are shown."""
        order, targets = list[str](), dict[str, str]()

        def note(name: str, attributes: Attributes) -> None:
            if name == f"{_P}sldId":
                order.append(attributes.get(f"{_R}id", ""))
            elif name == f"{_RELATIONS}Relationship":
                targets[attributes.get("Id", "")] = attributes.get("Target", "")

        self._parse("ppt/presentation.xml", _Reader(note))
        self._parse("ppt/_rels/presentation.xml.rels", _Reader(note))
        paths = [posixpath.normpath(posixpath.join("/ppt", targets.get(one, "-"))).lstrip("/") for one in order]
        return [path for path in paths if path in self._names]

    def _parse(self, name: str, reader: _Reader) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        read = 0
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(1 << 16):
                    read += len(chunk)
                    if read > limits.MOST_XML:
                        raise Unreadable("damaged")
                    parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003 the parser's own way to say that this was all
        except _BROKEN:
            raise Unreadable("damaged") from None


def _refuse(*_declared: object) -> None:
    """No office program writes a document type, only who wants entities to grow."""
    raise Unreadable("damaged")


class _Reader:
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


class _Teller(_Reader):
    """Says the words of a document, and leaves out what its reader does not see."""

    def __init__(self, say: Callable[[str], object], ended: Callable[[str], None] | None) -> None:
        super().__init__(self._enter)
        self._say, self._ended = say, ended
        self._telling = 0  # elements around here whose text is text
        self._passing = 0  # elements around here that are passed over

    def _enter(self, name: str, _attributes: Attributes) -> None:
        self._passing += self._passing > 0 or name in PASSED_OVER
        self._telling += name in WORDS or name in PARAGRAPHS

    def text(self, text: str) -> None:
        if self._telling and not self._passing:
            self._say(text)

    def end(self, name: str) -> None:
        super().end(name)
        self._telling -= name in WORDS or name in PARAGRAPHS
        if self._passing:
            self._passing -= 1
            return
        if gap := GAPS.get(name):
            self._say(gap)
        if self._ended:
            self._ended(name)
