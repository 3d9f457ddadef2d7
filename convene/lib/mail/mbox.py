"""One mbox stream cut into messages: mboxo, mboxrd, mboxcl and the odd lines that archivers write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAX_MESSAGE_BYTES = 32 * 1024 * 1024
CHUNK = 1024 * 1024
LOOK_AHEAD = 4096
SEEKABLE_SKIP = 16 * CHUNK

# "From ana@example.org Mon Jan  2 10:11:12 2006", "From ana at example.org  Mon, 2 Jan 2006 10:11:12 +0100", …
DATED = re.compile(
    rb"From [^\r\n]{0,400}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,?"
    rb"[ \t][^\r\n]{0,60}?\b\d{1,2}:\d\d[^\r\n]{0,80}\b(?:19|20)\d\d\b[^\r\n]{0,60}"
    rb"|From [^\r\n]{0,400}?(?:[A-Z][a-z]{2},? )?\d{1,2} [A-Z][a-z]{2} (?:19|20)\d\d \d{1,2}:\d\d[^\r\n]{0,60}"
    rb"|From [^\r\n]{0,400}?\b(?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d[^\r\n]{0,60}"
)
BARE = re.compile(rb"From(?: [^\s]*)?[ \t]*")
HEADER = re.compile(rb"[!-9;-~]{1,80}[ \t]*:|>From |[ \t]|\r?\n|$")
KNOWN_HEADER = re.compile(
    rb"(?:from|to|date|subject|message-id|received|return-path|delivered-to|list-[a-z]+|mime-version|content-type"
    rb"|x-[\w-]+|sender|reply-to|status|in-reply-to|references|envelope-to|dkim-signature|mailing-list)[ \t]*:",
    re.IGNORECASE,
)
QUOTED_FROM = re.compile(rb"^>(?=>*From )", re.MULTILINE)
CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,10})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


@dataclass(slots=True)
class RawMessage:
    """The bytes of one message as an archive holds it, without its From_ line.

    units: ``offset`` and ``end`` in bytes of the (unpacked) file, ``used`` in bytes on disk.
    ``fault`` is None, or why there is no message: too_large, unreadable, damaged_file, packed_too_tightly.
    """

    data: bytes
    offset: int = 0
    end: int = 0
    used: int = 0
    from_line: bytes = b""
    fault: str | None = None
    path: Path | None = None

    @property
    def size(self) -> int:
        """How much of it is held, in bytes."""
        return len(self.data)


def split_mbox(stream: BinaryIO, *, start: int = 0) -> Iterator[RawMessage]:
    """The messages of an mbox stream from a byte position on, holding no more than one of them in memory."""
    window = Window(stream, start)
    try:
        window.skip_to_first()
        while window.size:
            yield window.take()
    except OSError as fault:
        code = "packed_too_tightly" if str(fault) == "bomb" else "damaged_file"
        yield RawMessage(b"", offset=window.offset, end=window.offset + window.size, fault=code)


class Window:
    """The part of a stream between the message being cut out and what has been read so far."""

    def __init__(self, stream: BinaryIO, start: int) -> None:
        self._stream, self._buffer, self._at, self._over = stream, b"", 0, False
        self.offset = 0
        self._pass_by(start)

    @property
    def size(self) -> int:
        return len(self._buffer) - self._at

    def skip_to_first(self) -> None:
        """Go to the first From_ line, past blank lines or a preamble; a file without one is a single message."""
        self._fill(LOOK_AHEAD)
        head = self._buffer[self._at : self._at + LOOK_AHEAD]
        lead = len(head) - len(head.lstrip(b"\xef\xbb\xbf\r\n \t"))
        self._advance(lead)
        if not self.size or self._is_from_line(self._at):
            return
        self._fill(CHUNK)
        cut = self._next_from_line(self._at)
        if cut is not None and not KNOWN_HEADER.match(self._buffer, self._at):
            self._advance(cut - self._at)

    def take(self) -> RawMessage:
        """Cut out the message that begins here."""
        started = self.offset
        search = self._at + 1
        while True:
            cut = self._after_stated_length() or self._next_from_line(search)
            if cut is not None:
                break
            if self._over:
                cut = len(self._buffer)
                break
            if self.size > MAX_MESSAGE_BYTES:
                return self._skip_giant(started)
            search = max(self._at + 1, len(self._buffer) - LOOK_AHEAD)
            behind = search - self._at
            self._fill(self.size + CHUNK)
            search = self._at + behind
        data = self._buffer[self._at : cut]
        self._advance(cut - self._at)
        if len(data) > MAX_MESSAGE_BYTES:
            return RawMessage(b"", offset=started, end=self.offset, fault="too_large")
        return _unwrap(data, started, self.offset)

    def _next_from_line(self, search: int) -> int | None:
        """Where the next From_ line begins, looking no further than what can be judged already."""
        while True:
            found = self._buffer.find(b"\nFrom", search)
            if found < 0:
                return None
            if not self._over and len(self._buffer) - found < LOOK_AHEAD // 2:
                return None
            if self._is_from_line(found + 1):
                return found + 1
            search = found + 1

    def _is_from_line(self, at: int) -> bool:
        buffer = self._buffer
        if not buffer.startswith(b"From", at):
            return False
        end = buffer.find(b"\n", at, at + 1000)
        end = len(buffer) if end < 0 else end
        line = buffer[at:end].rstrip(b"\r")
        after = buffer[end + 1 : end + 1 + 200]
        if DATED.fullmatch(line):
            return HEADER.match(after) is not None
        before = buffer[max(0, at - 3) : at]
        alone = at <= self._at or before.endswith((b"\n\n", b"\n\r\n"))
        return alone and BARE.fullmatch(line) is not None and KNOWN_HEADER.match(after) is not None

    def _after_stated_length(self) -> int | None:
        """The end that a Content-Length header names, when a From_ line or the end of the file really is there."""
        head_end = END_OF_HEADERS.search(self._buffer, self._at, self._at + 65_536)
        if head_end is None:
            return None
        stated = CONTENT_LENGTH.search(self._buffer, self._at, head_end.end())
        if stated is None or int(stated[1]) > MAX_MESSAGE_BYTES:
            return None
        end = head_end.end() + int(stated[1])
        behind = self._at
        self._fill(end - self._at + LOOK_AHEAD)
        end -= behind - self._at
        if end > len(self._buffer):
            return None
        while self._buffer[end : end + 1] in (b"\r", b"\n"):
            end += 1
        return end if end == len(self._buffer) or self._is_from_line(end) else None

    def _skip_giant(self, started: int) -> RawMessage:
        while not self._over:
            keep = min(self.size, LOOK_AHEAD)
            self._advance(self.size - keep)
            self._fill(CHUNK)
            cut = self._next_from_line(self._at)
            if cut is not None:
                self._advance(cut - self._at)
                break
        else:
            self._advance(self.size)
        return RawMessage(b"", offset=started, end=self.offset, fault="too_large")

    def _advance(self, count: int) -> None:
        self._at += count
        self.offset += count

    def _fill(self, wanted: int) -> None:
        """Read until so many bytes lie ahead, letting go of what lies behind."""
        if self._over or self.size >= wanted:
            return
        parts = [self._buffer[self._at :]]
        have, self._at = len(parts[0]), 0
        while have < wanted:
            part = self._stream.read(max(CHUNK, wanted - have))
            if not part:
                self._over = True
                break
            parts.append(part)
            have += len(part)
        self._buffer = b"".join(parts)

    def _pass_by(self, start: int) -> None:
        if start and self._stream.seekable():
            self._stream.seek(start)
            self.offset = start
            return
        while self.offset < start:
            part = self._stream.read(min(CHUNK, start - self.offset))
            if not part:
                return
            self.offset += len(part)


def _unwrap(data: bytes, offset: int, end: int) -> RawMessage:
    from_line = b""
    if data.startswith(b"From") and data[4:5] in (b" ", b"\r", b"\n"):
        from_line, _, data = data.partition(b"\n")
    if b"\n>" in data and b">From " in data:
        data = QUOTED_FROM.sub(b"", data)
    return RawMessage(data, offset=offset, end=end, from_line=from_line.rstrip(b"\r"))
