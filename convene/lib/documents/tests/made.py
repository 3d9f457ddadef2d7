"""Documents made on the spot: good ones, wrong ones and bombs."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence

from openpyxl import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"


def pdf(*pages: str, trailer: str = "", size: str = "0 0 612 792") -> bytes:
    """A PDF with a line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, text in enumerate(pages):
        drawn = f"BT /F1 24 Tf 72 700 Td ({text}) Tj ET" if text else "0 0 m"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{size}] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}\nendstream",
        ]
    return bound(objects, trailer)


def bound(objects: list[str], trailer: str = "") -> bytes:
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


def locked_pdf() -> bytes:
    """One that asks for a password, which nobody knows."""
    word = "11" * 32
    how = f"<< /Filter /Standard /V 1 /R 2 /O <{word}> /U <{word}> /P -4 >>"
    return pdf("secret", trailer=f"/ID [<00><00>] /Encrypt {how}")


def pdf_that_never_ends() -> bytes:
    """One page that draws a form ten times, which draws another ten times, and so on."""
    forms = 12
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        "<< /Length 5 >>\nstream\n/X Do\nendstream",
    ]
    for number in range(forms):
        inside = "/X Do " * 10 if number < forms - 1 else "BT (deep) Tj ET"
        more = f"/Resources << /XObject << /X {6 + number} 0 R >> >>" if number < forms - 1 else ""
        objects.append(
            f"<< /Type /XObject /Subtype /Form /BBox [0 0 99 99] {more} /Length {len(inside)} >>\n"
            f"stream\n{inside}\nendstream"
        )
    return bound(objects)


def pdf_bomb() -> bytes:
    """A page whose contents unpack to a gigabyte, twice packed."""
    press = zlib.compressobj(9)
    head, piece = press.compress(b"\n") + press.flush(zlib.Z_FULL_FLUSH), press.compress(b"0 0 m " * 200_000)
    piece += press.flush(zlib.Z_FULL_FLUSH)
    packed = zlib.compress(head + piece * 1_000, 9).decode("latin-1")
    return _with_stream(f"<< /Filter [/FlateDecode /FlateDecode] /Length {len(packed)} >>", packed)


def _with_stream(about: str, packed: str) -> bytes:
    out = pdf("x").partition(b"5 0 obj")[0] + b"5 0 obj\n" + about.encode() + b"\nstream\n"
    return out + packed.encode("latin-1") + b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def packed(**parts: str | bytes) -> bytes:
    """A zip; in the names `__` is a slash and `_` a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def docx(body: str, **more: str | bytes) -> bytes:
    document = f'<w:document xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    return packed(word__document_xml=f"{document}<w:body>{body}</w:body></w:document>", **more)


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pptx(*slides: str) -> bytes:
    """Slides that lie in the file in the opposite of the order in which they are shown."""
    count = len(slides)
    ids = "".join(f'<p:sldId id="{256 + number}" r:id="r{number}"/>' for number in range(count))
    targets = "".join(f'<Relationship Id="r{n}" Target="slides/slide{count - n}.xml"/>' for n in range(count))
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "ppt__presentation_xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}">{ids}</p:presentation>',
        "ppt___rels__presentation_xml_rels": f'<Relationships xmlns="{relations}">{targets}</Relationships>',
    }
    for number, text in enumerate(slides):
        parts[f"ppt__slides__slide{count - number}_xml"] = (
            f'<p:sld xmlns:p="{P}" xmlns:a="{A}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'
        )
    return packed(**parts).replace(b"ppt/.rels", b"ppt/_rels")


def odt(body: str, kind: str = "text") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{ODF}:{path}:1.0"' for name, path in (
        ("office", "office"), ("text", "text"), ("draw", "drawing"), ("table", "table")))  # fmt: skip
    return packed(
        mimetype=f"application/vnd.oasis.opendocument.{kind}",
        content_xml=f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>",
    )


def xlsx(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of these sheets."""
    book, out = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def epub(*chapters: str, locked: Sequence[int] = (), head: str = "", folder: str = "text/") -> bytes:
    """A book whose chapters lie in a folder of their own."""
    container = "urn:oasis:names:tc:opendocument:xmlns:container"
    items = "".join(f'<item id="c{n}" href="{folder}ch%20{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters)))
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    ciphered = "".join(f'<CipherReference xmlns="http://www.w3.org/2001/04/xmlenc#" URI="OEBPS/text/ch%20{n}.xhtml"/>' for n in locked)
    parts = {
        "META-INF/container.xml": f'<container xmlns="{container}"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "META-INF/encryption.xml": f"<encryption>{ciphered}</encryption>",
        "OEBPS/book.opf": f'{head}<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}<item id="p" href="p.png"'
        f' media-type="image/png"/></manifest><spine>{order}<itemref idref="p"/></spine></package>',
    }
    parts |= {f"OEBPS/text/ch {n}.xhtml": text for n, text in enumerate(chapters)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def chapter(title: str, text: str) -> str:
    head = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
    return f"{head}<head><title>Book</title><script>bad()</script></head><body><h1>{title}</h1><p>{text}</p></body></html>"
