"""Which kind of list a file is, and its records."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from ..mail.charset import decode
from . import limits
from .bibtex import read_bibtex
from .jsons import read_json
from .oai import read_oai
from .record import Found, NotRecords, bounded
from .ris import read_ris
from .sheets import csv_table, xlsx_table
from .tables import Table, read_table
from .toolkit import is_toolkit, read_toolkit

_RIS = re.compile(r"\A\s*(?:[A-Z][A-Z0-9] {1,2}- .*\s+)?TY {1,2}- ", re.MULTILINE)
_BIBTEX = re.compile(r"^\s{0,9}@\s{0,9}[A-Za-z]{2,40}\s{0,9}[{(]", re.MULTILINE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_FOREIGN = {b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"\x1f\x8b": "GZIP"}
_BEGINNING = 50_000  # letters that tell one kind from another


def read(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Found]:
    """What a file holds, record by record; `mapping` says of a table which column holds what.

    raises: NotRecords with a sentence.
    """
    if path.is_dir() and is_toolkit(path):
        return bounded(read_toolkit(path))
    return read_bytes(whole(path), mapping)


def read_bytes(body: bytes, mapping: Mapping[str, str] | None = None) -> Iterator[Found]:
    """The same, of bytes."""
    if len(body) > limits.MOST_BYTES:
        raise NotRecords(_("This file is larger than %(most)s MB. Split it.") % {"most": limits.MOST_BYTES >> 20})
    if table := table_in(body):
        return bounded(read_table(table, mapping or {}))
    if body.lstrip()[:1] == b"<" or body[:3] == codecs.BOM_UTF8 and body[3:].lstrip()[:1] == b"<":
        return bounded(read_oai(body))
    text = words_of(body)
    if text.lstrip()[:1] in set("{["):
        return bounded(read_json(text))
    return bounded(read_ris(text) if _RIS.match(text[:_BEGINNING]) else read_bibtex(text))


def table_in(body: bytes) -> Table | None:
    """The table that a file holds; None for lists of other kinds.

    raises: NotRecords for what is neither.
    """
    if not body.strip():
        raise NotRecords(_("This file is empty."))
    foreign = next((kind for start, kind in _FOREIGN.items() if body.startswith(start)), "")
    if foreign:
        raise NotRecords(_("This is a %(kind)s file, not a list of resources.") % {"kind": foreign})
    if body[:4] in {b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"}:
        return xlsx_table(body)
    beginning = words_of(body[:_BEGINNING]).lstrip()
    is_other = beginning[:1] in set("{[<") or _RIS.match(beginning) or _BIBTEX.search(beginning)
    return None if is_other else csv_table(words_of(body))


def words_of(body: bytes) -> str:
    """Bytes as text: what their mark says, or UTF-8, or what they most likely are."""
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace").lstrip("\ufeff")
    return decode(body, "utf-8")[0].lstrip("\ufeff")


def whole(path: Path) -> bytes:
    """All bytes of a file. Raises NotRecords."""
    try:
        if not path.exists():
            raise NotRecords(_("There is no file %(path)s.") % {"path": path})
        if not path.is_file():
            raise NotRecords(_("%(path)s is a folder. Name the file with the list.") % {"path": path})
        if path.stat().st_size > limits.MOST_BYTES:
            raise NotRecords(_("This file is larger than %(most)s MB. Split it.") % {"most": limits.MOST_BYTES >> 20})
        return path.read_bytes()
    except OSError as fault:
        raise NotRecords(
            _("%(path)s cannot be read: %(why)s.") % {"path": path, "why": (fault.strerror or "?").lower()}
        ) from fault
