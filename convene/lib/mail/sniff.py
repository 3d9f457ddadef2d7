"""What a file is, told from its first bytes rather than from its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from .files import open_archive
from .mbox import DATED, KNOWN_HEADER

HEAD = 65_536
MAIL_NAMES = (".mbox", ".mbx", ".eml", ".mbox.gz", ".mbx.gz")
FIELDS = re.compile(rb"(?:[!-9;-~]{1,80}[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n){0,200}){1,3}")
FEED = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<\?[^>]{0,200}>\s*|<!--.{0,400}?-->\s*){0,3}<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf'\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"MZ", "application/x-msdownload"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b".snd", "audio/basic"),
    (b"{\\rtf", "application/rtf"),
    (b"%!PS", "application/postscript"),
)
PACKED = {"application/zip", "application/x-bzip2", "application/x-xz", "application/x-7z-compressed"} | {
    "application/vnd.rar",
    "application/gzip",
}
SPOKEN = {
    "image/png": "a PNG picture",
    "image/jpeg": "a JPEG picture",
    "image/gif": "a GIF picture",
    "application/pdf": "a PDF document",
    "application/zip": "a ZIP file",
    "application/x-tar": "a tar file",
    "application/x-ole-storage": "an Office or Outlook file",
    "application/vnd.sqlite3": "a database",
    "text/html": "a web page",
    "application/xml": "an XML file",
    "application/rss+xml": "a news feed, which holds headlines and no discussion",
    "application/json": "a JSON file",
}


class Kind(Enum):
    """How an archive is laid out."""

    MBOX = "mbox"
    MESSAGE = "message"
    MAILDIR = "maildir"


@dataclass(frozen=True, slots=True)
class Look:
    """What a file seems to be: ``kind`` when mail can be read from it, else ``what`` in words."""

    kind: Kind | None
    what: str = ""
    empty: bool = False
    packed: bool = False


def look_at(path: Path, member: str = "") -> Look:
    """Say what a file holds, or a member of a ZIP file. raises: OSError when it cannot be read."""
    if path.stat().st_size == 0:
        return Look(None, empty=True)
    with open_archive(path, member) as stream:
        try:
            head = stream.read(HEAD)
        except OSError:
            return Look(None, "a damaged gzip file")
    body = head.lstrip(b"\xef\xbb\xbf\r\n \t")
    if not body:
        return Look(None, empty=True)
    sniffed = sniff(head)
    if sniffed is not None and sniffed != "text/html":
        return Look(None, SPOKEN.get(sniffed, f"a file of type {sniffed}"), packed=sniffed in PACKED)
    if b"\x00" in body[:1024]:
        return Look(None, "a file of another kind")
    if body.startswith(b"From ") or body.startswith(b"From\n"):
        return Look(Kind.MBOX)
    if KNOWN_HEADER.match(body) or _begins_with_fields(body):
        return Look(Kind.MESSAGE)
    if any(DATED.match(line) for line in body.splitlines() if line.startswith(b"From ")):
        return Look(Kind.MBOX)
    return Look(None, SPOKEN.get(sniffed or "", "a text file without any mail in it"))


def is_mail_name(name: str) -> bool:
    """Whether a file calls itself mail."""
    return name.lower().endswith(MAIL_NAMES)


def sniff(data: bytes) -> str | None:
    """The content type that the first bytes prove, or None."""
    if data[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(data[8:12])
    if data[4:8] == b"ftyp":
        return "image/heic" if data[8:11] in (b"hei", b"mif") else "video/mp4"
    if data[257:262] == b"ustar":
        return "application/x-tar"
    for magic, name in MAGIC:
        if data.startswith(magic) and not (len(magic) == 2 and b"\x00" not in data[:64]):
            return name
    start = data[:256].lstrip(b"\xef\xbb\xbf\r\n \t").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if FEED.match(data[:1024].lstrip(b"\xef\xbb\xbf\r\n \t")):
        return "application/rss+xml"
    if start.startswith((b"<?xml", b"<svg")):
        return "image/svg+xml" if b"<svg" in data[:1024].lower() else "application/xml"
    if start.startswith((b'{"', b'[{"')):
        return "application/json"
    return None


def _begins_with_fields(body: bytes) -> bool:
    match = FIELDS.match(body, 0, 16_384)
    if match is None:
        return False
    return any(KNOWN_HEADER.match(line) for line in match[0].splitlines())
