"""The text of a PDF page by page, and its first page as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from . import limits
from .faults import Unreadable
from .writing import Pages


def read(source: Path, pages: Pages) -> None:
    """The text of each page. Raises Unreadable."""
    with _opened(source) as document:
        pages.count = len(document)
        for number in range(pages.count):
            pages.add(_text(document, number))


def draw(source: Path, folder: Path) -> dict[str, str]:
    """Draw the first page in each width: width -> name of a WebP file in the folder. Raises Unreadable."""
    with _opened(source) as document:
        try:
            page = document[0]
            width, height = page.get_size()
        except PdfiumError:
            raise Unreadable("damaged") from None
        if not (1 <= width < 1e6 and 1 <= height < 1e6):
            raise Unreadable("damaged")
        widest = max(limits.PREVIEWS)
        scale = min(widest / width, widest * limits.MOST_HEIGHT / height)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    drawn = {}
    for wanted in limits.PREVIEWS:
        smaller = picture.copy()
        smaller.thumbnail((wanted, wanted * limits.MOST_HEIGHT), reducing_gap=2.0)
        smaller.save(folder / f"w{wanted}", "WEBP", quality=80, method=2)
        drawn[str(wanted)] = f"w{wanted}"
    return drawn


@contextmanager
def _opened(source: Path) -> Iterator[PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(source)
    except PdfiumError as error:
        raise Unreadable("locked" if error.err_code == FPDF_ERR_PASSWORD else "damaged") from None
    if len(document) == 0:
        raise Unreadable("damaged")
    with document:
        yield document


def _text(document: PdfDocument, number: int) -> str:
    """The text of a page; nothing where that one page is damaged."""
    try:
        return str(document[number].get_textpage().get_text_bounded())
    except PdfiumError:
        return ""
