"""Files that came with a message: named safely, typed by what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .headers import one_line
from .mime import Part
from .sniff import sniff
from .transfer import undo

UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]+")
SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,10}$")
LONGEST_NAME = 120
SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/csv": ".csv",
    "text/calendar": ".ics",
    "text/x-patch": ".patch",
    "text/x-diff": ".diff",
    "message/rfc822": ".eml",
    "audio/basic": ".au",
    "audio/mpeg": ".mp3",
}
# Packages that are ZIP or OLE files underneath: what was declared says more than the first bytes.
CONTAINERS = {"application/zip", "application/x-ole-storage", "application/gzip", "application/xml", "image/svg+xml"}
HEAD = 1400


@dataclass(slots=True)
class Attachment:
    """A file of a message; its bytes are decoded when they are asked for."""

    name: str
    content_type: str
    declared_type: str
    encoding: str
    raw: bytes
    inline: bool = False

    def read(self) -> bytes:
        """The file itself."""
        return undo(self.raw, self.encoding)[0]

    @property
    def is_as_declared(self) -> bool:
        """Whether the file is what the message said it was."""
        return self.content_type == self.declared_type


def attachment_of(part: Part, number: int) -> Attachment | None:
    """The file that a part holds, or None when it is empty."""
    raw = part.body
    if not raw.strip():
        return None
    head = undo(raw[:HEAD] if part.encoding in {"base64", "b64"} else raw[: HEAD * 3], part.encoding)[0]
    declared = part.content_type
    found = sniff(head)
    name = clean_name(part.filename)
    content_type = declared
    if found is not None and not (found in CONTAINERS and declared.startswith(("application/", "text/", "image/svg"))):
        content_type = found
    if not name:
        name = f"attachment-{number}{SUFFIXES.get(content_type, '')}"
    inline = part.disposition != "attachment" and part.within == "related"
    return Attachment(name, content_type, declared, part.encoding, raw, inline)


def clean_name(name: str) -> str:
    """A file name without folders, signs that file systems mind, and characters that nobody sees."""
    name = one_line(name.replace("\\", "/").rsplit("/", 1)[-1])
    name = UNSAFE.sub("_", name).strip(" .")
    if len(name) > LONGEST_NAME:
        suffix = SUFFIX.search(name)
        tail = suffix[0] if suffix is not None else ""
        name = name[: LONGEST_NAME - len(tail)].rstrip() + tail
    return name
