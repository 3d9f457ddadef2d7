"""The text of an Excel workbook, sheet by sheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .faults import Unreadable
from .parts import BROKEN, Parts
from .writing import Pages, Stretches

_BROKEN = (
    *BROKEN, InvalidFileException, SyntaxError, TypeError, AttributeError, LookupError, OverflowError, AssertionError,
)  # fmt: skip - what openpyxl raises for files that are damaged


def read(source: Path, pages: Pages) -> None:
    """A line each row that says something, below the name of its sheet; not what is hidden. Raises Unreadable."""
    with Parts(source):  # looks at what it is, and whether it is locked
        pass
    running = Stretches(pages)
    try:
        with source.open("rb") as file:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                running.begin(sheet.title)
                running.add(f"{sheet.title}\n")
                sheet.reset_dimensions()  # which may promise a million rows
                for row in sheet.iter_rows(values_only=True):
                    if said := "\t".join(_said(value) for value in row if value is not None):
                        running.add(f"{said}\n")
    except _BROKEN:
        raise Unreadable("damaged") from None
    running.end()


def _said(value: object) -> str:
    """A cell as one would look for it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)
