"""Lists to read."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from convene.lib.records import Fault, Record
from convene.lib.records.reading import read_bytes

Split = tuple[list[Record], list[Fault]]


@pytest.fixture
def reading() -> Callable[..., Split]:
    """Records and faults of some bytes."""

    def read(body: bytes | str, **mapping: str) -> Split:
        found = list(read_bytes(body.encode() if isinstance(body, str) else body, mapping))
        return [one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, Fault)]

    return read


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """A workbook of these rows."""

    def make(*rows: list[object]) -> bytes:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        kept = io.BytesIO()
        book.save(kept)
        return kept.getvalue()

    return make
