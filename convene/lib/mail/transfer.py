"""Content-Transfer-Encoding undone, also where programs broke it."""

from __future__ import annotations

import binascii
import re

BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]+")
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n")
ESCAPE = re.compile(rb"=(?:20|3D|0D|2C|A0|E2=80|C[23]=[89AB][0-9A-F])", re.IGNORECASE)
BAD_ESCAPE = re.compile(rb"=(?![0-9A-Fa-f]{2}|[ \t]*\r?\n|[ \t]*$)")
PLAIN = {"", "7bit", "8bit", "binary", "none", "7-bit", "8-bit"}


def undo(data: bytes, encoding: str, *, is_text: bool = False) -> tuple[bytes, bool]:
    """The bytes that were meant, and whether the encoding was broken or not told."""
    if encoding in PLAIN:
        return (binascii.a2b_qp(data), True) if is_text and _is_hidden_quoted(data) else (data, False)
    if encoding in {"quoted-printable", "quoted_printable", "quotedprintable", "qp"}:
        return binascii.a2b_qp(data), BAD_ESCAPE.search(data) is not None
    if encoding in {"base64", "b64"}:
        return _base64(data, is_text)
    if encoding in {"x-uuencode", "uuencode", "x-uue", "uue"}:
        return _uuencoded(data)
    return data, True


def _is_hidden_quoted(data: bytes) -> bool:
    if b"=" not in data or b"=3D" not in data and b"=20" not in data and b"=E2" not in data and b"=C3" not in data:
        return False
    head = data[:20_000]
    return len(SOFT_BREAK.findall(head)) >= 2 and len(ESCAPE.findall(head)) >= 3


def _base64(data: bytes, is_text: bool) -> tuple[bytes, bool]:
    tail = b""
    if is_text:
        lines = data.splitlines(keepends=True)
        for number, line in enumerate(lines):
            stripped = line.strip()
            if stripped and not BASE64_LINE.fullmatch(stripped):
                # A list server has put its footer behind, or it was never base64 at all.
                if number == 0 or b" " in stripped and number < 2:
                    return data, True
                data, tail = b"".join(lines[:number]), b"\n" + b"".join(lines[number:])
                break
    try:
        return binascii.a2b_base64(data) + tail, bool(tail)
    except binascii.Error:
        clean = NOT_BASE64.sub(b"", data)
        if len(clean) % 4 == 1:
            clean = clean[:-1]
        return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4)) + tail, True


def _uuencoded(data: bytes) -> tuple[bytes, bool]:
    out: list[bytes] = []
    broken, inside = False, False
    for line in data.splitlines():
        if not inside:
            inside = line.startswith(b"begin ")
            continue
        if line.strip() in (b"end", b"`"):
            break
        try:
            out.append(binascii.a2b_uu(line))
        except binascii.Error:
            broken = True
            length = max(0, ((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                out.append(binascii.a2b_uu(line[:length]))
            except binascii.Error:
                continue
    return (b"".join(out), broken) if inside else (data, True)
