"""Mail archives on disk: what a path holds, and the messages in it one after another.

    for archive in find_archives(path):            # raises NotAnArchive with a sentence
        for raw in archive.messages(start=0):      # pass raw.end of the last message done to go on from there
            message = archive.parse(raw)

Memory stays flat: one message is held at a time, and one larger than ``MAX_MESSAGE_BYTES`` is skipped and said so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar

from .files import bytes_used, members, open_archive
from .mbox import MAX_MESSAGE_BYTES, RawMessage, split_mbox
from .message import Message, parse_message
from .sniff import SPOKEN, Kind, is_mail_name, look_at

MAX_FILES = 200_000
ZIP = SPOKEN["application/zip"]
LOCKED = 1  # the bit of a member that needs a password
NOT_MAIL = {
    "missing": "There is nothing at {path}. Check the spelling of the path.",
    "unreadable": "{path} cannot be read: {detail}.",
    "empty": "{path} is empty: there is no mail in it.",
    "no_mail": "{path} is a folder without mail: it holds no mbox file, no .eml file and no maildir.",
    "not_mail": "{path} is {detail}, not a mail archive. "
    "Give an mbox file, a single .eml message, a maildir, or a folder or ZIP file of these.",
    "no_mail_inside": "{path} is a ZIP file without mail: no mbox file and no .eml file is in it.",
    "locked": "{path} is locked with a password. Unpack it first, then import the mbox files that were inside.",
    "packed": "{path} is {detail}. Unpack it first, then import the mbox files that were inside.",
    "too_many": "{path} holds more than {detail} files. Import its folders one by one.",
}


class NotAnArchive(Exception):  # noqa: N818 (it is a refusal with a sentence, not a fault of the program)
    """A path that no mail can be read from; ``str()`` is a sentence for a person, ``code`` a key of ``sentences``."""

    sentences: ClassVar[Mapping[str, str]] = NOT_MAIL

    def __init__(self, code: str, path: Path, detail: str = "") -> None:
        super().__init__(self.sentences[code].format(path=path, detail=detail))
        self.code, self.path, self.detail = code, path, detail


@dataclass(frozen=True, slots=True)
class Archive:
    """One mbox file, one message file, or one maildir; ``size`` is what it takes on disk, in bytes.

    ``path`` of one in a ZIP file is that of the ZIP file, with its name in there (``member``) behind.
    """

    path: Path
    kind: Kind
    size: int
    member: str = ""

    @property
    def file(self) -> Path:
        """What is on disk."""
        return self.path.parents[self.member.count("/")] if self.member else self.path

    def messages(self, start: int = 0) -> Iterator[RawMessage]:
        """The messages from a place on; ``start`` is the ``end`` of an earlier message of this archive.

        units:  bytes of the (unpacked) file; in a maildir, messages in the order of their names.
        raises: NotAnArchive when the file cannot be opened; damage on the way ends in a message with a ``fault``.
        """
        if self.kind is Kind.MAILDIR:
            yield from _maildir_messages(self.path, start)
            return
        try:
            stream = open_archive(self.file, self.member)
        except OSError as fault:
            raise NotAnArchive("unreadable", self.path, _reason(fault)) from fault
        with stream:
            if self.kind is Kind.MESSAGE:
                if start == 0:
                    yield self._only(stream)
                return
            for raw in split_mbox(stream, start=start):
                raw.path = self.path
                raw.used = bytes_used(stream, raw.end)
                yield raw

    def parse(self, raw: RawMessage) -> Message:
        """One of the messages, read."""
        return parse_message(raw)

    def _only(self, stream: BinaryIO) -> RawMessage:
        try:
            return _whole_file(self.path, stream.read(MAX_MESSAGE_BYTES + 1))
        except OSError as fault:
            return RawMessage(b"", fault="packed_too_tightly" if str(fault) == "bomb" else "damaged_file")


def find_archives(path: str | Path) -> list[Archive]:
    """The archives at a path, in the order of their names; a folder is searched to its depths.

    raises: NotAnArchive when there is nothing to read mail from.
    """
    path = Path(path)
    try:
        if path.is_dir():
            found = list(_archives_in(path))
            if not found:
                raise NotAnArchive("no_mail", path)
            return found
        if not path.exists():
            raise NotAnArchive("missing", path)
        if not path.is_file():
            raise NotAnArchive("not_mail", path, "neither a file nor a folder")
        return list(_archives_at(path))
    except OSError as fault:
        raise NotAnArchive("unreadable", path, _reason(fault)) from fault


def read_archive(path: str | Path) -> Iterator[RawMessage]:
    """Every message of every archive at a path."""
    for archive in find_archives(path):
        yield from archive.messages()


def _archives_at(path: Path) -> Iterator[Archive]:
    look = look_at(path)
    if look.kind is not None:
        yield Archive(path, look.kind, path.stat().st_size)
        return
    if look.what != ZIP:
        code = "empty" if look.empty else "packed" if look.packed else "not_mail"
        raise NotAnArchive(code, path, look.what)
    inside = list(_archives_inside(path))
    if not inside:
        raise NotAnArchive("no_mail_inside", path)
    yield from inside


def _archives_inside(path: Path) -> Iterator[Archive]:
    """Those in a ZIP file; Groups.io packs an archive so."""
    for info in members(path, MAX_FILES):
        if info.flag_bits & LOCKED:
            raise NotAnArchive("locked", path)
        name = os.path.normpath(f"/{info.filename}").lstrip("/")
        if name == info.filename and (kind := look_at(path, name).kind) is not None:
            yield Archive(path / name, kind, info.compress_size, name)


def _archives_in(folder: Path) -> Iterator[Archive]:
    seen = 0
    for place, folders, names in os.walk(folder):
        here = Path(place)
        if _is_maildir(here):
            size = sum(entry.stat().st_size for entry in _maildir_files(here))
            if size:
                yield Archive(here, Kind.MAILDIR, size)
            folders[:] = [name for name in folders if name not in {"cur", "new", "tmp"}]
        folders[:] = sorted(name for name in folders if not name.startswith(".") or _is_maildir(here / name))
        for name in sorted(names):
            seen += 1
            if seen > MAX_FILES:
                raise NotAnArchive("too_many", folder, f"{MAX_FILES:,}")
            file = here / name
            if name.startswith(".") or not file.is_file():
                continue
            look = look_at(file)
            if look.what == ZIP:
                with suppress(NotAnArchive, OSError):  # it may be of something else altogether
                    yield from _archives_inside(file)
                continue
            kind = look.kind
            if kind is None and is_mail_name(name) and file.stat().st_size:
                kind = Kind.MESSAGE if name.lower().endswith(".eml") else Kind.MBOX
            if kind is not None:
                yield Archive(file, kind, file.stat().st_size)


def _is_maildir(folder: Path) -> bool:
    return (folder / "cur").is_dir() and (folder / "new").is_dir()


def _maildir_files(folder: Path) -> list[os.DirEntry[str]]:
    entries: list[os.DirEntry[str]] = []
    for part in ("cur", "new"):
        with os.scandir(folder / part) as found:
            entries += [entry for entry in found if not entry.name.startswith(".") and entry.is_file()]
    return sorted(entries, key=lambda entry: entry.name)


def _maildir_messages(folder: Path, start: int) -> Iterator[RawMessage]:
    used = 0
    for number, entry in enumerate(_maildir_files(folder)):
        used += entry.stat().st_size
        if number < start:
            continue
        try:
            with open(entry.path, "rb") as stream:
                raw = _whole_file(Path(entry.path), stream.read(MAX_MESSAGE_BYTES + 1))
        except OSError:
            raw = RawMessage(b"", fault="unreadable", path=Path(entry.path))
        raw.offset, raw.end, raw.used = number, number + 1, used
        yield raw


def _whole_file(path: Path, data: bytes) -> RawMessage:
    size = len(data)
    if size > MAX_MESSAGE_BYTES:
        return RawMessage(b"", end=size, used=size, fault="too_large", path=path)
    return RawMessage(data, end=size, used=size, path=path)


def _reason(fault: OSError) -> str:
    return (fault.strerror or "it is damaged").lower()
