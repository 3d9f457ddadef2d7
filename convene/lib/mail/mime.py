"""The parts of a MIME message as a flat list, bounded in depth and number, tolerant of broken boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message as StdlibMessage
from email.utils import collapse_rfc2231_value

from .headers import Headers, header_text, read_headers, split_headers

MAX_DEPTH = 12
MAX_PARTS = 300
PARAMETER = re.compile(r""";\s*([\w*-]{1,60})\s*=\s*(?:"((?:[^"\\]|\\.){0,2000})"|([^;\s"]{0,2000}))""")
TYPE = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,100})")
# A boundary line seen where the header names none or another one.
SEEN_BOUNDARY = re.compile(rb"^--([^\s-][^\r\n]{0,199}?)[ \t]*\r?\n(?:content-[a-z-]+[ \t]*:|\r?\n)", re.I | re.M)


@dataclass(slots=True)
class Part:
    """One leaf of a message: its headers, its undecoded body, and where it stands."""

    headers: Headers
    body: bytes
    content_type: str
    parameters: dict[str, str]
    encoding: str
    within: str = ""
    group: int = 0
    depth: int = 0
    disposition: str = ""
    filename: str = ""


@dataclass(slots=True)
class Walk:
    """What is remembered while the parts of one message are listed."""

    repairs: list[str] = field(default_factory=list)
    parts: int = 0
    groups: int = 0


def parts_of(headers: Headers, body: bytes, walk: Walk) -> Iterator[Part]:
    """The leaves of a message in order; ``within`` is the multipart kind around, ``group`` tells alternatives apart."""
    yield from _parts(headers, body, walk, "", 0, 0, "text/plain")


def _parts(
    headers: Headers, body: bytes, walk: Walk, within: str, group: int, depth: int, default: str
) -> Iterator[Part]:
    content_type, parameters = parse_type(headers.get("content-type", b""), default)
    if content_type.startswith("multipart/") and depth < MAX_DEPTH:
        pieces = _split(body, parameters.get("boundary", ""), walk)
        if pieces is not None:
            walk.groups += 1
            inner = walk.groups
            if content_type != "multipart/alternative" and within == "alternative":
                inner = group
            kind = within if within == "alternative" and inner == group else content_type[10:]
            kinder = "message/rfc822" if kind == "digest" else "text/plain"
            for piece in pieces:
                if walk.parts >= MAX_PARTS:
                    _note(walk, "too_many_parts")
                    return
                walk.parts += 1
                head, rest = split_headers(piece) if piece[:1] not in (b"\n", b"\r") else (b"", piece)
                yield from _parts(read_headers(head), rest, walk, kind, inner, depth + 1, kinder)
            return
        _note(walk, "boundary")
        content_type = "text/plain"
    disposition, more = parse_type(headers.get("content-disposition", b""), "")
    yield Part(
        headers=headers,
        body=body,
        content_type=content_type,
        parameters=parameters,
        encoding=headers.get("content-transfer-encoding", b"").decode("ascii", "replace").strip(' ";.').lower(),
        within=within,
        group=group,
        depth=depth,
        disposition=disposition,
        filename=more.get("filename") or parameters.get("name") or "",
    )


def parse_type(value: bytes, default: str) -> tuple[str, dict[str, str]]:
    """A Content-Type or Content-Disposition as its lower-case word and its decoded parameters."""
    if not value:
        return default, {}
    text, _ = header_text(value) if b"=?" not in value else (value.decode("utf-8", "replace"), False)
    parameters: dict[str, str] = {}
    for match in PARAMETER.finditer(text):
        name, quoted, bare = match[1].lower(), match[2], match[3]
        if "*" in name:
            return _word(text, default), _extended(value, parameters)
        given = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else bare
        if "=?" in given:
            given = header_text(given.encode())[0]
        parameters.setdefault(name, given)
    return _word(text, default), parameters


def _word(text: str, default: str) -> str:
    if not default:
        return text.partition(";")[0].strip().lower()
    match = TYPE.match(text)
    if match is not None:
        return match[1].lower()
    return {"text": "text/plain", "html": "text/html"}.get(text.partition(";")[0].strip().lower(), default)


def _extended(value: bytes, parameters: dict[str, str]) -> dict[str, str]:
    """Parameters written in pieces or with a character set (RFC 2231), which the standard library can read."""
    message = StdlibMessage()
    message["Content-Type"] = "a/b" + ";" + value.decode("utf-8", "replace").partition(";")[2].replace("\n", " ")
    found = dict(parameters)
    try:
        for name, given in message.get_params([], unquote=True):
            if name != "a/b":
                found[name.lower()] = collapse_rfc2231_value(given)
    except (LookupError, ValueError, TypeError, IndexError):
        return found
    return found


def _split(body: bytes, boundary: str, walk: Walk) -> list[bytes] | None:
    """The pieces between boundary lines, or None when there are none."""
    mark = b"--" + boundary.encode("utf-8", "replace").rstrip()
    pieces = _cut(body, mark) if boundary else []
    if not pieces:
        seen = SEEN_BOUNDARY.search(body, 0, 65_536)
        if seen is None:
            return None
        _note(walk, "boundary")
        pieces = _cut(body, b"--" + seen[1])
    return pieces or None


def _cut(body: bytes, mark: bytes) -> list[bytes]:
    pieces: list[bytes] = []
    begun, search = -1, 0
    while len(pieces) <= MAX_PARTS:
        found = body.find(mark, search)
        if found < 0:
            break
        search = found + len(mark)
        end = body.find(b"\n", search)
        end = len(body) if end < 0 else end
        rest = body[search:end].strip() if end - search < 80 else b"x"
        if (found and body[found - 1 : found] != b"\n") or rest not in (b"", b"--"):
            continue
        if begun >= 0:
            pieces.append(_without_last_break(body[begun:found]))
        begun = end + 1
        search = end
        if rest == b"--":
            return pieces
    if 0 <= begun < len(body) and len(pieces) <= MAX_PARTS:
        pieces.append(body[begun:])
    return pieces


def _without_last_break(piece: bytes) -> bytes:
    return piece[:-2] if piece.endswith(b"\r\n") else piece[:-1] if piece.endswith(b"\n") else piece


def _note(walk: Walk, code: str) -> None:
    if code not in walk.repairs:
        walk.repairs.append(code)
