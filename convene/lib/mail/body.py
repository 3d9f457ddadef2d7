"""The text of a message: which of its parts to read, and how they become Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .addresses import author_of
from .attachments import Attachment, attachment_of
from .charset import decode
from .escape import escape
from .flowed import is_flowed, unenrich, unflow
from .footers import Scrubbed, take_scrubbed, without_armour
from .headers import Headers, header_text, read_headers, split_headers
from .hiding import hide_addresses
from .html import html_to_markdown, html_to_text
from .mime import Part, Walk, parts_of
from .quoting import stretches
from .render import render
from .stretch import Kind, Stretch
from .transfer import PLAIN, undo

MAX_TEXT = 8_000_000
FAR_TOO_LONG = 10
MAX_NESTED = 40
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
MACHINE = {
    "message/delivery-status",
    "text/rfc822-headers",
    "application/pgp-encrypted",
    "message/disposition-notification",
}
READABLE = {"text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown"}
META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)
NO_HTML_HERE = re.compile(
    r"(?:does not|doesn't|cannot|not) (?:support|display|show|read) HTML|HTML (?:format|version|email)", re.I
)


@dataclass(slots=True)
class Body:
    """What a message says: Markdown, the author's own lines, the files, and what had to be mended."""

    markdown: str = ""
    own_lines: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    scrubbed: list[Scrubbed] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)


def body_of(headers: Headers, data: bytes, *, hidden: str, limit: int) -> Body:
    """Read the body of a message; its Markdown is at most ``limit`` characters long."""
    body = Body()
    content_type = headers.get("content-type", b"")
    if not content_type or content_type[:10].lower() == b"text/plain" and not headers.get("content-disposition"):
        _add_plain(body, headers, data, hidden, limit)
        return body
    walk = Walk(body.repairs)
    chosen = _choose(list(parts_of(headers, data, walk)), body)
    texts = [(part, *_text_of(part, body)) for part in chosen]
    plain: list[str] = []
    pieces: list[str] = []
    for part, text, is_markdown in texts:
        if is_markdown:
            _add_text(body, pieces, "\n\n".join(plain), hidden, limit, is_markdown=False)
            plain = []
            _add_text(body, pieces, text, hidden, limit, is_markdown=True)
            if not any(other.content_type == "text/plain" for other in chosen):
                _note(body, "html_only" if part.content_type == "text/html" else "enriched")
        elif text.strip():
            plain.append(text.strip("\n"))
    _add_text(body, pieces, "\n\n".join(plain), hidden, limit, is_markdown=False)
    body.markdown = "\n\n".join(piece for piece in pieces if piece)
    if len(body.markdown) > limit:
        rich = all(is_markdown for _, _, is_markdown in texts)
        _shorten(body, "\n\n".join(text for _, text, _ in texts), hidden, limit, is_markdown=rich)
    _link_scrubbed(body)
    return body


def _add_plain(body: Body, headers: Headers, data: bytes, hidden: str, limit: int) -> None:
    """The common case, a message of nothing but plain text, without the machinery of parts."""
    walk = Walk(body.repairs)
    part = next(parts_of(headers, data, walk))
    text, _ = _text_of(part, body)
    pieces: list[str] = []
    _add_text(body, pieces, text, hidden, limit, is_markdown=False)
    body.markdown = pieces[0] if pieces else ""
    if len(body.markdown) > limit:
        _shorten(body, text, hidden, limit)
    _link_scrubbed(body)


def _choose(parts: list[Part], body: Body, most_nested: int = MAX_NESTED) -> list[Part]:
    """The parts to read as text, in order; the others become attachments."""
    chosen: list[Part] = []
    readable = {group: _best(parts, group) for group in {part.group for part in parts if part.within == "alternative"}}
    nested = 0
    for part in parts:
        kind = part.content_type
        if kind in SIGNATURES or kind in MACHINE:
            continue
        is_text = kind in READABLE and part.disposition != "attachment" and not _is_file(part)
        if is_text and part.within == "alternative":
            if kind == readable[part.group]:
                chosen.append(part)
        elif is_text:
            chosen.append(part)
        elif kind == "message/rfc822" and part.disposition != "attachment" and nested < most_nested:
            nested += 1
            chosen.append(part)
        else:
            found = attachment_of(part, len(body.attachments) + 1)
            if found is None:
                _note(body, "empty_attachment")
            else:
                body.attachments.append(found)
                if not found.is_as_declared:
                    _note(body, "attachment_type")
    return chosen


def _is_file(part: Part) -> bool:
    return bool(part.filename) and (
        part.disposition not in {"", "inline"} or part.content_type == "text/html" or part.within == "mixed"
    )


def _best(parts: list[Part], group: int) -> str:
    """Which of several alternatives reads best: plain text, unless it says nothing."""
    inside = [part for part in parts if part.within == "alternative" and part.group == group]
    kinds = [part.content_type for part in inside if part.content_type in READABLE]
    plain = [part for part in inside if part.content_type == "text/plain"]
    rich = next((kind for kind in ("text/html", "text/enriched", "text/richtext") if kind in kinds), None)
    if not plain or rich is None:
        return kinds[0] if kinds and not plain else "text/plain"
    said = sum(len(part.body.strip()) for part in plain)
    if said > 400:
        return "text/plain"
    html = " ".join(html_to_text(_decoded(part)) for part in inside if part.content_type == "text/html")
    text = " ".join(_decoded(part) for part in plain)
    if html.strip() and (
        not text.strip() or len(text) * 10 < len(html) or (NO_HTML_HERE.search(text) and len(html) > len(text))
    ):
        return rich
    return "text/plain"


def _decoded(part: Part) -> str:
    data, _ = undo(part.body, part.encoding, is_text=True)
    return decode(data, part.parameters.get("charset"))[0]


def _text_of(part: Part, body: Body) -> tuple[str, bool]:
    """The text of one part, and whether it is Markdown already."""
    if part.content_type == "message/rfc822":
        return _nested(part, body), False
    data, broken = (
        (part.body, False)
        if part.encoding in PLAIN and b"=" not in part.body
        else undo(part.body, part.encoding, is_text=True)
    )
    if broken:
        _note(body, "bad_transfer_encoding")
    charset = part.parameters.get("charset")
    if part.content_type == "text/html" and not charset:
        found = META_CHARSET.search(data[:4000])
        charset = found[1].decode("ascii", "replace") if found is not None else None
    text, lied = decode(data, charset)
    if lied:
        _note(body, "charset")
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT].rpartition("\n")[0] or text[:MAX_TEXT]
        _note(body, "too_long")
    if part.content_type == "text/html" or (
        part.content_type == "text/plain" and text[:200].lstrip()[:6].lower() == "<html>"
    ):
        markdown, cut = html_to_markdown(text)
        if cut:
            _note(body, "html_too_large")
        return markdown, True
    if part.content_type in {"text/enriched", "text/richtext"}:
        _note(body, "enriched")
        return unenrich(text), False
    if part.parameters.get("format", "").lower() == "flowed" and is_flowed(text):
        text = unflow(text, delete_space=part.parameters.get("delsp", "").lower() == "yes")
    return text, False


def _nested(part: Part, body: Body) -> str:
    """A message within the message, as people forward it."""
    data, _ = undo(part.body, part.encoding)
    block, rest = split_headers(data)
    headers = read_headers(block)
    inner = Body()
    walk = Walk(inner.repairs)
    chosen = _choose(list(parts_of(headers, rest, walk)), inner, most_nested=0)
    texts = [
        html_to_text(_decoded(leaf)) if leaf.content_type == "text/html" else _text_of(leaf, inner)[0]
        for leaf in chosen
    ]
    body.attachments += inner.attachments
    for code in inner.repairs:
        _note(body, code)
    name, _, _ = author_of(headers)
    lines = ["---------- Forwarded message ----------"]
    for label, value in (("From", name), ("Date", _field(headers, "date")), ("Subject", _field(headers, "subject"))):
        if value:
            lines.append(f"{label}: {value}")
    return "\n".join([*lines, "", *texts])


def _field(headers: Headers, name: str) -> str:
    return header_text(headers.get(name, b""))[0]


def _add_text(body: Body, pieces: list[str], text: str, hidden: str, limit: int, *, is_markdown: bool) -> None:
    """Add the Markdown of a text; of one that is far too long only the beginning, since it is shortened anyway."""
    if not text.strip():
        return
    if len(text) > limit * FAR_TOO_LONG:
        text = text[: limit * FAR_TOO_LONG]
    text, scrubbed = take_scrubbed(text.replace("\xa0", " "))
    body.scrubbed += scrubbed
    parts = stretches(hide_addresses(without_armour(text), hidden).strip("\n"))
    body.own_lines += [line for part in parts if part.kind is Kind.TEXT for line in part.lines]
    pieces.append(render(parts, is_markdown=is_markdown))


def _shorten(body: Body, text: str, hidden: str, limit: int, *, is_markdown: bool = False) -> None:
    """Too much for one post: quotations go first, then the end; the whole is kept as a file."""
    whole = hide_addresses(text, hidden).encode("utf-8", "replace")
    body.attachments.append(Attachment("message.txt", "text/plain", "text/plain", "binary", whole))
    _note(body, "too_long")
    beginning, _ = take_scrubbed(hide_addresses(text[: limit * 2], hidden))
    room = limit * 3 // 4
    kept: list[Stretch] = []
    for part in stretches(beginning):
        if part.kind is Kind.TEXT and room > 0:
            kept.append(Stretch(Kind.TEXT, _fitting(part.lines, room)))
            room -= sum(len(line) + 1 for line in part.lines)
    body.markdown = render(kept, is_markdown=is_markdown)
    if not body.markdown or len(body.markdown) > limit - 4:
        body.markdown = escape(" ".join(beginning.split())[: limit // 3])
    body.markdown += "\n\n…"


def _fitting(lines: list[str], room: int) -> list[str]:
    """As many lines as there is room for."""
    for number, line in enumerate(lines):
        room -= len(line) + 1
        if room < 0:
            return lines[:number]
    return lines


def _link_scrubbed(body: Body) -> None:
    if body.scrubbed:
        _note(body, "scrubbed")
        links = "\n".join(f"- [{escape(item.name)}](<{item.url}>)" for item in body.scrubbed)
        body.markdown = f"{body.markdown}\n\n{links}".strip()


def _note(body: Body, code: str) -> None:
    if code not in body.repairs:
        body.repairs.append(code)
