"""Files made on the spot: good ones, wrong ones and bombs."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image

SOMEWHERE = b"+47.3901-022.1234+012.000/"  # as films say where they were taken


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 400), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def photo_with_position() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 23.0, 24.36), 3: "W", 4: (22.0, 7.0, 24.24)})
    return picture("JPEG", exif=exif, xmp=b"<x:xmpmeta>exif:GPSLatitude='47,23.4N'</x:xmpmeta>")


def png_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (47.0, 23.0, 24.36)}
    return picture("PNG", exif=exif)


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], deflate: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def document(folder: str = "word", *more: tuple[str, bytes]) -> bytes:
    return packed(("[Content_Types].xml", b"<Types/>"), (f"{folder}/document.xml", b"<w/>"), *more)


def bomb() -> bytes:
    return packed(("zeros.txt", bytes(60 * 1024 * 1024)))


def overlapping_bomb() -> bytes:
    """One piece of packed data that a thousand entries of the table of contents lead to."""
    data = zlib.compress(bytes(4_000_000), 9)[2:-4]
    head = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(bytes(4_000_000)), len(data), 4_000_000, 1, 0
    )
    body = head + b"a" + data
    entry = struct.pack(
        "<4s6H3I5H2I",
        b"PK\x01\x02",
        20,
        20,
        0,
        8,
        0,
        0,
        zlib.crc32(bytes(4_000_000)),
        len(data),
        4_000_000,
        1,
        0,
        0,
        0,
        0,
        0,
        0,
    )
    directory = (entry + b"a") * 1000
    return body + directory + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(directory), len(body), 0)


def crowded() -> bytes:
    return packed(*((f"{number}.txt", b"x") for number in range(2_500)))


def linking() -> bytes:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    return packed((link, b"/etc/passwd"))


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def movie() -> bytes:
    """An MP4 that says in three places where it was taken."""
    told = box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(SOMEWHERE), 0x15C7) + SOMEWHERE))
    keys = box(b"meta", b"\0\0\0\0" + box(b"ilst", b"com.apple.quicktime.location.ISO6709" + SOMEWHERE))
    track = box(b"trak", box(b"tkhd", bytes(84)) + told)
    return (
        box(b"ftyp", b"mp42\0\0\0\0mp42isom")
        + box(b"moov", box(b"mvhd", bytes(100)) + track + told + keys)
        + box(b"uuid", b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8exif:GPSLatitude" + SOMEWHERE)
        + box(b"mdat", b"moving pictures")
    )


def pdf_with_photo() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj <</Subtype /Image /Filter /DCTDecode>> stream\n"
        + photo_with_position()
        + b"\nendstream endobj\n<x:xmpmeta exif:GPSLongitude='22,7.4W'>"
        + b"<exif:GPSLatitude>47,23.4N</exif:GPSLatitude>\n%%EOF"
    )
