"""The text of Word, PowerPoint and OpenDocument files, read as a stream."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .parts import Attributes, Listener, Parts, beside
from .writing import Pages, Stretches

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_A = "http://schemas.openxmlformats.org/drawingml/2006/main "
_P = "http://schemas.openxmlformats.org/presentationml/2006/main "
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships "
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships "
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _DRAW, _OFFICE = f"{_ODF}text:1.0 ", f"{_ODF}drawing:1.0 ", f"{_ODF}office:1.0 "
_TABLE = f"{_ODF}table:1.0 "
_ELSE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"  # the same again

WORDS = {f"{_W}t", f"{_A}t"}  # elements whose text is text; in OpenDocument it is all that stands in paragraphs
GAPS = {
    f"{_W}p": "\n", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_A}p": "\n", f"{_A}br": "\n", f"{_W}tab": "\t", f"{_W}tc": " ",
    f"{_TEXT}p": "\n", f"{_TEXT}h": "\n", f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t", f"{_TEXT}s": " ",
}  # fmt: skip
PASSED_OVER = {_ELSE, f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms"}
PARAGRAPHS = {f"{_TEXT}p", f"{_TEXT}h"}


def read_word(source: Path, pages: Pages) -> None:
    """The text of a DOCX, with its notes at the end. Raises Unreadable."""
    running = Stretches(pages)
    with Parts(source) as parts:
        parts.parse("word/document.xml", _Teller(running.add))
        for notes in ("word/footnotes.xml", "word/endnotes.xml"):
            if notes in parts:
                parts.parse(notes, _Teller(running.add))
    running.end()


def read_slides(source: Path, pages: Pages) -> None:
    """The text of a PPTX, a page each slide, in their order. Raises Unreadable."""
    with Parts(source) as parts:
        slides = _slides(parts)
        pages.count = len(slides)
        for slide in slides:
            text: list[str] = []
            parts.parse(slide, _Teller(text.append))
            pages.add("".join(text))


def read_open(source: Path, pages: Pages) -> None:
    """The text of an ODT, of an ODP slide by slide, or of an ODS sheet by sheet. Raises Unreadable."""
    running, slide = Stretches(pages), list[str]()

    def begin(name: str, attributes: Attributes) -> None:
        if name == f"{_TABLE}table":
            running.begin(title := attributes.get(f"{_TABLE}name", ""))
            running.add(f"{title}\n")

    def end(name: str) -> None:
        if name == f"{_DRAW}page":
            pages.add("".join(slide))
            slide.clear()

    with Parts(source) as parts:
        is_slides = parts.holds("mimetype", b"presentation")
        is_sheets = parts.holds("mimetype", b"spreadsheet")
        say = slide.append if is_slides else running.add
        parts.parse("content.xml", _Teller(say, end, begin if is_sheets else None))
    running.end()
    pages.count = pages.written if is_slides else None


def _slides(parts: Parts) -> list[str]:
    """Where the slides of a PPTX lie, in the order in which they are shown."""
    order, targets = list[str](), dict[str, str]()

    def note(name: str, attributes: Attributes) -> None:
        if name == f"{_P}sldId":
            order.append(attributes.get(f"{_R}id", ""))
        elif name == f"{_RELATIONS}Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    parts.parse("ppt/presentation.xml", Listener(note))
    parts.parse("ppt/_rels/presentation.xml.rels", Listener(note))
    paths = [beside("ppt/presentation.xml", targets.get(one, "-")) for one in order]
    return [path for path in paths if path in parts]


class _Teller(Listener):
    """Says the words of a document, and leaves out what its reader does not see."""

    def __init__(
        self,
        say: Callable[[str], object],
        ended: Callable[[str], None] | None = None,
        begun: Callable[[str, Attributes], None] | None = None,
    ) -> None:
        super().__init__(self._enter)
        self._say, self._ended, self._begun = say, ended, begun
        self._telling = 0  # elements around here whose text is text
        self._passing = 0  # elements around here that are passed over

    def _enter(self, name: str, attributes: Attributes) -> None:
        if self._begun and not self._passing:
            self._begun(name, attributes)
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
