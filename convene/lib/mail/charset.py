"""Bytes to text, also when the message lies about its character set or names none."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

ALIASES = {
    "ansi_x3.4-1968": "ascii",
    "us-ascii": "ascii",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
    "windows-874": "cp874",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "iso-2022-jp": "iso2022_jp_ext",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-user-defined": "",
    "unknown-8bit": "",
    "x-unknown": "",
    "unknown": "",
    "default": "",
    "none": "",
    "binary": "",
    "8bit": "",
    "7bit": "",
}
# Encodings of Python that are no character sets, or that cost more than linear time.
NO_CHARSET = {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "palmos"}
SEVEN_BIT = ("iso2022", "hz", "utf-7", "utf-16", "utf-32")
WESTERN = {"ascii", "iso8859-1", "cp1252", "iso8859-15", "latin_1", ""}
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff]")
PRINTABLE = bytes(range(32, 127)) + b"\n\t"
LOOKED_AT = 8192


def decode(data: bytes, declared: str | None) -> tuple[str, bool]:
    """Turn bytes into text, and say whether what was declared had to be overruled."""
    name = codec_name(declared)
    if data.isascii() and not name.startswith(SEVEN_BIT):
        if data.translate(None, PRINTABLE):
            return _clean(data.decode("ascii")), False
        return data.decode("ascii"), False
    text, repaired = _decode(data, name)
    return _clean(text), repaired


@lru_cache(maxsize=256)
def codec_name(declared: str | None) -> str:
    """The name that Python knows a character set by, or nothing."""
    name = (declared or "").strip().strip("\"'<>").lower()[:60]
    name = ALIASES.get(name, name)
    if not name:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    is_text: bool = getattr(found, "_is_text_encoding", True)
    return "" if found.name in NO_CHARSET or not is_text else found.name


def _decode(data: bytes, name: str) -> tuple[str, bool]:
    if name == "utf-8":
        try:
            return data.decode("utf-8"), False
        except UnicodeDecodeError:
            return _not_utf8(data), True
    if name in WESTERN:
        try:
            return data.decode("utf-8"), True
        except UnicodeDecodeError:
            pass
        if name in {"ascii", ""}:
            return _not_utf8(data), True
        return data.decode("cp1252" if name == "iso8859-1" else name, "latin_rest"), False
    try:
        return data.decode(name), False
    except (UnicodeDecodeError, ValueError):
        pass
    try:
        return data.decode("utf-8"), True
    except UnicodeDecodeError:
        broken = data.decode(name, "replace")
    if broken.count("\ufffd") <= 1 + len(data) // 100:
        return broken, True
    return _not_utf8(data), True


def _not_utf8(data: bytes) -> str:
    """Text of bytes that are not clean UTF-8: UTF-8 with accidents, a Western set, or the best guess."""
    mixed = data.decode("utf-8", "western_rest")
    wide = sum(1 for char in mixed[:LOOKED_AT] if char > "\u00ff")
    head = data[:LOOKED_AT]
    high = sum(byte > 127 for byte in head)
    if wide * 2 > high or (high > 8 and len(data) - len(mixed) > high // 3):
        return mixed
    letters = sum(byte > 64 for byte in head)
    if high * 4 > letters and high > 12:
        best = from_bytes(head, steps=3, chunk_size=512, threshold=0.3, preemptive_behaviour=False).best()
        if best is not None:
            return data.decode(best.encoding, "replace")
    return mixed


def _clean(text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTABLE.sub("", text)


def _western_rest(fault: UnicodeError) -> tuple[str, int]:
    """Single bytes that do not belong, read as what a Western machine would have meant."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    piece = fault.object[fault.start : fault.end]
    return piece.decode("cp1252", "latin_rest"), fault.end


def _latin_rest(fault: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves open become nothing."""
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    return "\ufffd", fault.end


codecs.register_error("western_rest", _western_rest)
codecs.register_error("latin_rest", _latin_rest)
