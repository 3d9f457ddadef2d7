"""One backup: a zip file of parts, with a manifest that says what each part holds and how it is recognised."""

from __future__ import annotations

import hashlib
import json
import lzma
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ...lib.errors import NotPossible

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
SEAL = b"Convene backup "  # and the digest of the manifest, at the very end of the file
PLAIN_NAME = re.compile(r"(?:tables/[\w.]+\.jsonl|files(?:/[\w-][\w.-]*)+)", re.ASCII)
FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, TypeError, KeyError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
Advance = Callable[[int], object]


class Writer:
    """Adds parts; `seal` ends the file."""

    def __init__(self, path: Path) -> None:
        self.file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        self.zip = zipfile.ZipFile(self.file, "w", allowZip64=True)
        self.parts: dict[str, dict[str, Any]] = {}

    def add(self, name: str, chunks: Iterable[bytes], *, is_text: bool, **facts: Any) -> None:
        """Write one part. Text is compressed; what members bring in mostly is already."""
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
        entry.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.zip.open(entry, "w", force_zip64=True) as part:
            for chunk in chunks:
                part.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.parts[name] = {"size": size, "sha256": digest.hexdigest(), **facts}

    def seal(self, facts: dict[str, Any]) -> None:
        """Write the manifest, and see that all of it is on the disk."""
        manifest = json.dumps({"format": FORMAT, **facts, "parts": self.parts}, indent=1, sort_keys=True).encode()
        self.zip.writestr(zipfile.ZipInfo(MANIFEST), manifest, zipfile.ZIP_DEFLATED)
        self.zip.comment = SEAL + hashlib.sha256(manifest).hexdigest().encode()
        self.zip.close()
        self.file.flush()
        os.fsync(self.file.fileno())

    def close(self) -> None:
        """Let go of the file, sealed or not; what was not sealed may be lost."""
        with suppress(OSError, ValueError):
            self.zip.close()
        with suppress(OSError):
            self.file.close()


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """A writer; only a sealed backup gets the name `path`, and what is there already stays. Raises NotPossible."""
    if path.exists():
        raise NotPossible(_("%(file)s exists already. Choose another name.") % {"file": path})
    if not path.parent.is_dir():
        raise NotPossible(_("There is no folder %(folder)s. Make it first.") % {"folder": path.parent})
    begun = path.with_name(f".{path.name}.{os.getpid()}.begun")
    writer = Writer(begun)
    try:
        yield writer
        begun.rename(path)
    finally:
        writer.close()
        begun.unlink(missing_ok=True)


@dataclass(frozen=True)
class Backup:
    """A backup that is open for reading, and whose manifest makes sense."""

    path: Path
    zip: zipfile.ZipFile
    manifest: dict[str, Any]
    digest: str  # of the manifest, and so of everything

    @property
    def parts(self) -> dict[str, dict[str, Any]]:
        """What is known of each part, by name."""
        parts: dict[str, dict[str, Any]] = self.manifest["parts"]
        return parts

    def __str__(self) -> str:
        made = self.manifest.get("made_at", "")[:16].replace("T", " ")
        return f"{self.rows:,} rows and {len(self.files):,} files of {self.manifest.get('site')}, made {made} UTC."

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part["size"] for part in self.parts.values())

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(part.get("rows", 0) for part in self.parts.values())

    @property
    def files(self) -> list[str]:
        """Where each file lies, under the folder of files."""
        return [name.removeprefix("files/") for name in self.parts if name.startswith("files/")]

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part."""
        with self.zip.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a part."""
        with self.zip.open(name) as part:
            yield from part

    def verify(self, advance: Advance) -> None:
        """Read all of it. Raises NotPossible when any byte is not as it was written."""
        for name in self.parts:
            with as_damage(self.path):
                is_as_written = self._is_as_written(name, advance)
            if not is_as_written:
                raise damaged(self.path)

    def _is_as_written(self, name: str, advance: Advance) -> bool:
        known, digest, size = self.parts[name], hashlib.sha256(), 0
        for chunk in self.chunks(name):
            digest.update(chunk)
            size += len(chunk)
            if size > known["size"]:
                return False
            advance(len(chunk))
        return (size, digest.hexdigest()) == (known["size"], known["sha256"])


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """A backup. Raises NotPossible, with the sentence that says why it is none."""
    if not path.is_file():
        raise NotPossible(_("There is no file %(file)s.") % {"file": path})
    with as_damage(path):
        archive = zipfile.ZipFile(path)
    with archive:
        with as_damage(path):
            names = [entry.filename for entry in archive.infolist()]
            text = archive.read(MANIFEST)
            digest = hashlib.sha256(text).hexdigest()
            is_sealed = archive.comment == SEAL + digest.encode()
            manifest = json.loads(text)
            is_whole = is_sealed and sorted(names) == sorted([MANIFEST, *manifest["parts"]])
        if not is_whole or not all(PLAIN_NAME.fullmatch(name) for name in manifest["parts"]):
            raise damaged(path)
        yield Backup(path, archive, manifest, digest)


@contextmanager
def as_damage(path: Path) -> Iterator[None]:
    """Say in one sentence what a damaged archive makes its readers raise."""
    try:
        yield
    except FAULTS as fault:
        raise damaged(path) from fault


def damaged(path: Path) -> NotPossible:
    """The refusal for what is no backup any more."""
    return NotPossible(
        _("%(file)s is no whole backup: it was cut off, damaged or changed, or is something else. Take another.")
        % {"file": path}
    )
