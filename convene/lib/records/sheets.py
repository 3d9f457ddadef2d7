"""Bytes of CSV files and of workbooks as tables."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from ..late import late
from . import limits
from .record import NotRecords
from .tables import Row, Table, named

_SEPARATORS = ",;\t|"
openpyxl = late("openpyxl")
_BROKEN = (
    zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError,
    EOFError, SyntaxError, RuntimeError, NotImplementedError, OverflowError, AssertionError, LookupError,
)  # fmt: skip - what openpyxl raises for files that are none


def csv_table(text: str) -> Table:
    """A table out of separated values, whichever of the four usual signs separates them."""
    first, _newline, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):  # Excel's own first line
        text, separator = rest, first.strip()[4:5] or ","
    else:
        separator = _separator(text[:20_000])
    return _table(_csv_rows(text, separator))


def xlsx_table(body: bytes) -> Table:
    """The first sheet of a workbook that has anything in it; of a formula, what it came to when it was saved."""
    _check(body)
    try:
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows = _xlsx_rows(sheet)
            if (begin := next(rows, None)) is not None:
                return _table(chain([begin], rows))
    except _BROKEN:
        raise _damaged() from None
    raise NotRecords(_("This table is empty."))


def _table(rows: Iterator[Row]) -> Table:
    for _number, cells in rows:
        if any(cell.strip() for cell in cells):
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > limits.MOST_COLUMNS:
                raise NotRecords(
                    _("A table has at most %(most)s columns; this one has more.") % {"most": limits.MOST_COLUMNS}
                )
            return Table(named(cells), rows)
    raise NotRecords(_("This table is empty."))


def _separator(beginning: str) -> str:
    """The sign that stands most often in the first line, outside quotes."""
    line = next((one for one in beginning.splitlines() if one.strip()), "")
    outside = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=outside.count)


def _csv_rows(text: str, separator: str) -> Iterator[Row]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    while True:
        number = lines.line_num + 1
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            raise NotRecords(
                _("Line %(number)s begins a cell that does not end: a quote is missing.") % {"number": number}
            ) from None
        yield number, cells


def _check(body: bytes) -> None:
    """Look at what a workbook would unpack to before anything is unpacked."""
    if body[:4] == b"\xd0\xcf\x11\xe0":
        raise NotRecords(_("This workbook is locked with a password, or of an old kind. Save it as .xlsx or as CSV."))
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
    except _BROKEN:
        raise _damaged() from None
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise NotRecords(_("This ZIP file is no workbook. Unpack it, and bring in what is inside."))
    if len(parts) > limits.MOST_PARTS or sum(part.file_size for part in parts) > limits.MOST_UNPACKED:
        raise NotRecords(_("This workbook would unpack to something absurdly large. Save the list as CSV."))


def _xlsx_rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(
        max_row=10 * limits.MOST_RECORDS, max_col=limits.MOST_COLUMNS + 1, values_only=True
    )
    try:
        for number, cells in enumerate(rows, 1):
            if any(cell is not None for cell in cells):
                yield number, [_said(cell) for cell in cells]
    except _BROKEN:
        raise _damaged() from None


def _said(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    said = str(cell)
    return "" if said in {"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"} else said


def _damaged() -> NotRecords:
    return NotRecords(_("This workbook is damaged, and could not be read. Save it once more, or save it as CSV."))
