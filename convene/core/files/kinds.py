"""The kinds of file that are taken in: by their ending and by their first bytes, both."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import puremagic
from django.utils.translation import gettext as _

from ...lib.errors import NotPossible
from .archives import check_archive, check_document
from .positions import without_positions_in_movie, without_positions_in_pdf

HEAD = 4096  # bytes that are looked at

Check = Callable[[Path], None]  # raises NotPossible; may change the file


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: what it is called, how it begins, what more is looked at."""

    label: str
    content_type: str
    sign: re.Pattern[bytes]
    check: Check | None = None
    is_picture: bool = False


def _is_text(path: Path) -> None:
    """Text has no zero bytes, unless it begins as UTF-16 does."""
    with path.open("rb") as file:
        if file.read(2) in _UTF_16:
            return
        while chunk := file.read(1 << 20):
            if b"\0" in chunk:
                raise NotPossible(_("This file is not text inside. Attach it under its own ending."))


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ANYTHING = re.compile(b"", re.DOTALL)
_ZIP = re.compile(rb"PK\x03\x04|PK\x05\x06")
_OLD_OFFICE = re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_TEXT = "text/plain; charset=utf-8"


def _ftyp(brands: bytes) -> re.Pattern[bytes]:
    return re.compile(rb"(?s)....ftyp(?:" + brands + rb")")


_MOVIE = _ftyp(rb"mp4|isom|iso[2-9]|avc1|M4V|MSNV|dash|mmp4|3gp|qt  ")


def _picture(label: str, content_type: str, sign: re.Pattern[bytes]) -> Kind:
    return Kind(label, content_type, sign, is_picture=True)


def _text(label: str, content_type: str = _TEXT) -> Kind:
    return Kind(label, content_type, _ANYTHING, _is_text)


_JPEG = _picture("JPEG", "image/jpeg", re.compile(rb"\xff\xd8\xff"))
_HEIC = _picture("HEIC", "image/jpeg", _ftyp(rb"heic|heix|heim|heis|hevc|hevx|mif1|msf1"))

KINDS: dict[str, Kind] = {
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": _picture("PNG", "image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    "webp": _picture("WebP", "image/webp", re.compile(rb"(?s)RIFF....WEBP")),
    "gif": _picture("GIF", "image/gif", re.compile(rb"GIF8[79]a")),
    "heic": _HEIC,
    "heif": _HEIC,
    "pdf": Kind("PDF", "application/pdf", re.compile(rb"%PDF-"), without_positions_in_pdf),
    "docx": Kind("Word", _OOXML + "wordprocessingml.document", _ZIP, check_document("word/")),
    "xlsx": Kind("Excel", _OOXML + "spreadsheetml.sheet", _ZIP, check_document("xl/")),
    "pptx": Kind("PowerPoint", _OOXML + "presentationml.presentation", _ZIP, check_document("ppt/")),
    "odt": Kind("OpenDocument", _ODF + "text", _ZIP, check_document("content.xml")),
    "ods": Kind("OpenDocument", _ODF + "spreadsheet", _ZIP, check_document("content.xml")),
    "odp": Kind("OpenDocument", _ODF + "presentation", _ZIP, check_document("content.xml")),
    "doc": Kind("Word", "application/msword", _OLD_OFFICE),
    "xls": Kind("Excel", "application/vnd.ms-excel", _OLD_OFFICE),
    "ppt": Kind("PowerPoint", "application/vnd.ms-powerpoint", _OLD_OFFICE),
    "rtf": Kind("RTF", "application/rtf", re.compile(rb"\{\\rtf")),
    "epub": Kind("EPUB", "application/epub+zip", _ZIP, check_document("META-INF/container.xml")),
    "zip": Kind("ZIP", "application/zip", _ZIP, check_archive),
    "txt": _text("text"),
    "md": _text("Markdown"),
    "html": _text("web page"),  # handed out as plain text, and to be saved: a page of somebody else never opens here
    "htm": _text("web page"),
    "csv": _text("CSV", "text/csv; charset=utf-8"),
    "tsv": _text("TSV", "text/tab-separated-values; charset=utf-8"),
    "json": _text("JSON", "application/json"),
    "geojson": _text("GeoJSON", "application/geo+json"),
    "ics": _text("calendar", "text/calendar; charset=utf-8"),
    "diff": _text("patch"),
    "patch": _text("patch"),
    "mp3": Kind("MP3", "audio/mpeg", re.compile(rb"ID3|\xff[\xe2-\xff]")),
    "m4a": Kind("M4A", "audio/mp4", _ftyp(rb"M4A|M4B|mp4|isom"), without_positions_in_movie),
    "ogg": Kind("Ogg", "audio/ogg", re.compile(rb"OggS")),
    "wav": Kind("WAV", "audio/wav", re.compile(rb"(?s)RIFF....WAVE")),
    "flac": Kind("FLAC", "audio/flac", re.compile(rb"fLaC")),
    "mp4": Kind("MP4", "video/mp4", _MOVIE, without_positions_in_movie),
    "mov": Kind("QuickTime", "video/quicktime", _MOVIE, without_positions_in_movie),
    "webm": Kind("WebM", "video/webm", re.compile(rb"\x1a\x45\xdf\xa3")),
}


def kind_of(name: str, path: Path) -> Kind:
    """The kind that both the ending and the content say. Raises NotPossible with what is wrong and what would do."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    kind = KINDS.get(ending)
    if kind is None:
        raise NotPossible(_refused_ending(name, ending))
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise NotPossible(_("“%(name)s” is empty. Choose another file.") % {"name": name})
    if not kind.sign.match(head):
        looks = _looks_like(head)
        facts = {"name": name, "label": kind.label, "looks": looks}
        if looks:
            raise NotPossible(
                _("“%(name)s” is not a %(label)s file inside: it looks like %(looks)s. Attach it as what it is.")
                % facts
            )
        raise NotPossible(_("“%(name)s” is not a %(label)s file inside. Save it again in the right form.") % facts)
    return kind


def _refused_ending(name: str, ending: str) -> str:
    if ending == "svg":
        return _("SVG drawings can hold programs, so we do not take them. Save “%(name)s” as PNG.") % {"name": name}
    return _(
        "We cannot take “%(name)s”. You can attach pictures, PDF, office documents, text, tables, sound, video and ZIP."
    ) % {"name": name}


def _looks_like(head: bytes) -> str:
    """What the first bytes are, as an ending in capitals; empty when nobody knows."""
    known = {kind.label for kind in KINDS.values() if kind.sign is not _ANYTHING and kind.sign.match(head)}
    if _ZIP.match(head):
        return "ZIP"
    if len(known) == 1:
        return known.pop()
    try:
        return str(puremagic.magic_string(head)[0].extension).lstrip(".").upper()
    except (puremagic.PureError, ValueError):
        return ""
