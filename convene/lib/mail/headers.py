"""The header block of a message: the fields we need, found in one pass, and their encoded words decoded."""

from __future__ import annotations

import binascii
import re

from .charset import decode

MAX_HEADERS = 262_144
MAX_VALUE = 16_384
WANTED = frozenset(
    b"from sender reply-to date subject message-id in-reply-to references received x-original-from"
    b" x-original-date list-id list-post archived-at mime-version content-type content-transfer-encoding"
    b" content-disposition content-description".split()
)
ANY_FIELD = re.compile(rb"[!-9;-~]{1,100}[ \t]*:")
ENCODED = re.compile(r"=\?([\w.:+-]{1,60})(?:\*[\w-]*)?\?([bBqQ])\?(.*?)\?=", re.DOTALL)
CHARSET = re.compile(rb"charset\s*=\s*\"?([\w.:+-]{1,60})", re.IGNORECASE)
SPACES = re.compile(r"\s+")
BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[\w.:+-]{1,60}(?:\*[\w-]*)?\?[bBqQ]\?)")
# Characters that turn the direction of writing around, and others that nobody sees.
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff\x00-\x1f\x7f-\x9f]")

Headers = dict[str, bytes]


def body_charset(headers: Headers) -> str | None:
    """The character set that the whole message claims."""
    found = CHARSET.search(headers.get("content-type", b""))
    return found[1].decode("ascii") if found is not None else None


def split_headers(data: bytes) -> tuple[bytes, bytes]:
    """The header block and the body; without a header block, nothing and everything."""
    start = len(data) - len(data.lstrip(b"\r\n")) if data[:1] in (b"\r", b"\n") else 0
    if data.startswith(b"\xef\xbb\xbf", start):
        start += 3
    if data.startswith((b"From ", b">From "), start):
        start = data.find(b"\n", start) + 1 or start
    if not ANY_FIELD.match(data, start):
        return b"", data
    end, length = data.find(b"\n\n", start, start + MAX_HEADERS), 2
    crlf = data.find(b"\n\r\n", start, end if end >= 0 else start + MAX_HEADERS)
    if crlf >= 0:
        end, length = crlf, 3
    if end < 0:
        return data[start : start + MAX_HEADERS], b""
    return data[start : end + 1], data[end + length :]


def read_headers(block: bytes) -> Headers:
    """The first of each field that matters, unfolded but not decoded, by lower-case name."""
    if b"\r" in block:
        block = block.replace(b"\r\n", b"\n")
    found: Headers = {}
    name = ""
    for line in block.split(b"\n"):
        if line[:1] in (b" ", b"\t"):
            if name and len(found[name]) < MAX_VALUE:
                found[name] += b" " + line
            continue
        key, colon, value = line.partition(b":")
        key = key.strip().lower()
        if not colon or key not in WANTED:
            name = ""
            continue
        name = key.decode("ascii")
        if found.get(name) or (name == "received" and name in found):
            name = ""
        else:
            found[name] = value
    for name, value in found.items():
        found[name] = b" ".join(value[:MAX_VALUE].split())
    return found


def header_text(value: bytes, charset: str | None = None) -> tuple[str, bool]:
    """The text of a field on one line, and whether its character set had to be guessed.

    ``charset`` is that of the body: raw bytes in a field that are no UTF-8 are most likely written in it.
    """
    text, repaired = decode(value, "utf-8")
    if repaired and charset:
        text = decode(value, charset)[0]
    if "=?" in text:
        text, lied = decode_words(text)
        repaired = repaired or lied
    return text if text.isascii() and text.isprintable() else one_line(text), repaired


def decode_words(text: str) -> tuple[str, bool]:
    """Decode =?charset?Q?…?= words, joining neighbours so that a character cut in two is whole again."""
    text = BETWEEN_WORDS.sub(r"\1", text)
    parts: list[str] = []
    pending, pending_charset, at, repaired = b"", "", 0, False

    def flush() -> None:
        nonlocal pending, repaired
        if pending:
            decoded, lied = decode(pending, pending_charset)
            parts.append(decoded)
            repaired = repaired or lied
            pending = b""

    for match in ENCODED.finditer(text):
        if match.start() != at or match[1].lower() != pending_charset:
            flush()
            parts.append(text[at : match.start()])
        pending_charset = match[1].lower()
        pending += _word_bytes(match[2], match[3])
        at = match.end()
    flush()
    parts.append(text[at:])
    return "".join(parts), repaired


def one_line(text: str) -> str:
    """Text on one line, without characters that nobody sees."""
    return SPACES.sub(" ", INVISIBLE.sub("", SPACES.sub(" ", text))).strip()


def _word_bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
    raw = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    if len(raw) % 4 == 1:
        raw = raw[:-1]
    return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))
