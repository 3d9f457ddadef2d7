"""The bytes of a page as text."""

from __future__ import annotations

import re

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.IGNORECASE)
_USUAL = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-?8859-\d{1,2}|latin-?1|(?:windows|cp)-?\d{3,4}|koi8-[ru]|macintosh|"
    r"shift[_-]jis|euc-(?:jp|kr)|iso-2022-jp|gb(?:2312|k|18030)|big5(?:-hkscs)?|tis-620",
    re.IGNORECASE,
)
_WESTERN = {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "ascii", "us-ascii"}
_BEGINNING = 4096  # bytes in which a page says how it is written


def decoded(content: bytes, charset: str = "") -> str:
    """Text, as the bytes begin, as the site says, as the page says, or as it can be read at all."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace")
    declared = _DECLARED.search(content[:_BEGINNING])
    for said in (charset, declared[1].decode() if declared else ""):
        if _USUAL.fullmatch(said.strip()):
            name = said.strip().lower()
            if declared and said is not charset and name.startswith("utf-16"):
                name = "utf-8"  # a page that could be read thus far is not
            try:
                return content.decode("cp1252" if name in _WESTERN else name, "replace")
            except LookupError:
                continue
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        return (
            content.decode(errors="ignore") if error.start > len(content) - 4 else content.decode("cp1252", "replace")
        )
