"""Plain text, and the text of HTML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree, html

from . import limits
from .faults import Unreadable
from .writing import Pages, Stretches

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
MOST_BYTES = 4 * limits.MOST_TEXT
_SILENT = {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head", "nav", "select"}
_LINES = {"p", "div", "li", "tr", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table", "pre",
          "blockquote", "ul", "ol", "dl", "dt", "dd", "main", "header", "footer", "figure", "figcaption"}  # fmt: skip


def read_text(source: Path, pages: Pages) -> None:
    """Plain text or Markdown, as it stands."""
    running = Stretches(pages)
    with source.open("rb") as file:
        running.add(decoded(file.read(MOST_BYTES)))
    running.end()


def read_html(source: Path, pages: Pages) -> None:
    """What a reader of the page reads. Raises Unreadable."""
    with source.open("rb") as file:
        root = parsed(file.read(MOST_BYTES))
    running = Stretches(pages)
    tell(root, running.add)
    running.end()


def parsed(content: bytes) -> Any:
    """The tree of a page. Raises Unreadable."""
    try:
        return html.document_fromstring(content, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.LxmlError, ValueError):
        raise Unreadable("damaged") from None


def tell(root: Any, say: Callable[[str], object]) -> None:
    """Say the text of a page piece by piece, without what its reader does not see."""
    passing: list[object] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if name in _SILENT:
                passing.append(element)
            if name in _LINES:
                say("\n")
            if element.text and not passing and name:
                say(element.text)
            continue
        if passing and passing[-1] is element:
            passing.pop()
        if name in _LINES:
            say("\n")
        if element.tail and not passing:
            say(element.tail)


def decoded(content: bytes) -> str:
    """Bytes as text: by their mark, as UTF-8 if they are, or as Western Europe wrote before."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        if error.start > len(content) - 4:  # cut off within a letter
            return content.decode(errors="ignore")
        return content.decode("cp1252", "replace")
