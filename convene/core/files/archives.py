"""Archives and office documents, looked into without unpacking anything."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from . import limits
from .photos import without_positions_in_archive

_END = b"PK\x05\x06"
_END_LENGTH = 22
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".tar", ".tgz", ".jar")


def check_archive(path: Path) -> None:
    """A zip of ordinary files. Raises NotPossible."""
    for entry in _entries(path):
        if entry.filename.lower().endswith(_ARCHIVES):
            raise NotPossible(_("This archive holds another archive. Unpack that one first, then attach it again."))
    without_positions_in_archive(path)


def check_document(part: str) -> Callable[[Path], None]:
    """A check that a document has the part that makes it one, and no programs inside."""

    def check(path: Path) -> None:
        names = [entry.filename for entry in _entries(path)]
        if not any(name.startswith(part) for name in names):
            raise NotPossible(
                _("This is not the kind of document that its ending says. Save it again in the right form.")
            )
        if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for name in names):
            raise NotPossible(_("This document holds macros or programs. Save it without them and attach it again."))
        without_positions_in_archive(path)

    return check


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    """What the table of contents says, after checks that cost nothing."""
    _measure_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error):
        raise NotPossible(_("This archive is damaged. Pack it again and try once more.")) from None
    unpacked, packed = sum(entry.file_size for entry in entries), max(1, path.stat().st_size)
    if unpacked > limits.MOST_UNPACKED or (unpacked > limits.SMALL and unpacked / packed > limits.MOST_RATIO):
        raise NotPossible(_("This archive would unpack to far more than it seems. We cannot take it."))
    for entry in entries:
        _check_entry(entry)
    return entries


def _measure_directory(path: Path) -> None:
    """Refuse a table of contents that would cost too much to read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65_536 - _END_LENGTH))
        tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_LENGTH:
        raise NotPossible(_("This archive is damaged. Pack it again and try once more."))
    count, length = struct.unpack_from("<HI", tail, at + 10)
    if count > limits.MOST_ENTRIES or length > limits.MOST_DIRECTORY:
        raise NotPossible(
            _("This archive holds too many files; %(most)s fit. Pack fewer at a time.")
            % {"most": f"{limits.MOST_ENTRIES:,}"}
        )


def _check_entry(entry: zipfile.ZipInfo) -> None:
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if name.is_absolute() or ".." in name.parts or ":" in name.parts[0] if name.parts else True:
        raise NotPossible(_("A name in this archive points outside of it. We cannot take it."))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise NotPossible(_("This archive holds links to other places. Pack the files themselves."))
    if entry.flag_bits & 1:
        raise NotPossible(_("This archive is locked with a password, so nobody can check it. Pack it without one."))
