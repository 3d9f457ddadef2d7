from __future__ import annotations

import io
import time
import zipfile
import zlib

import pytest
from PIL import Image

from convene.core.files.intake import prepared
from convene.lib.errors import NotPossible

from . import made

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
EXE = b"MZ\x90\0" + bytes(200)


def taken(name: str, content: bytes) -> tuple[str, str, bytes]:
    with prepared(name, [content]) as ready:
        return ready.name, ready.content_type, ready.path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.png", made.picture("PNG"), "image/png"),
        ("a.JPG", made.picture("JPEG"), "image/jpeg"),
        ("a.webp", made.picture("WEBP"), "image/webp"),
        ("a.gif", made.picture("GIF"), "image/gif"),
        ("plan.pdf", PDF, "application/pdf"),
        ("plan.docx", made.document(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("sums.xlsx", made.document("xl"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (
            "talk.pptx",
            made.document("ppt"),
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        (
            "plan.odt",
            made.packed(("mimetype", b"x"), ("content.xml", b"<x/>")),
            "application/vnd.oasis.opendocument.text",
        ),
        ("old.doc", OLE, "application/msword"),
        ("plan.rtf", b"{\\rtf1 Hello}", "application/rtf"),
        ("all.zip", made.packed(("notes.txt", b"hello")), "application/zip"),
        ("notes.txt", "Zoë said so".encode(), "text/plain; charset=utf-8"),
        ("table.csv", b"a,b\n1,2\n", "text/csv; charset=utf-8"),
        ("from-excel.csv", "a\tb\n".encode("utf-16"), "text/csv; charset=utf-8"),
        ("readme.md", b"# Hi", "text/plain; charset=utf-8"),
        ("talk.mp3", b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0", "audio/mpeg"),
        ("film.mp4", made.movie(), "video/mp4"),
        ("film.webm", bytes.fromhex("1a45dfa3") + bytes(60), "video/webm"),
    ],
)
def test_what_people_share_is_taken_in(name, content, content_type):
    assert taken(name, content)[:2] == (name, content_type)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("photo.png", made.packed(("a.txt", b"x")), "not a PNG file inside: it looks like ZIP"),
        ("photo.jpg", EXE, "not a JPEG file inside: it looks like EXE"),
        ("photo.jpg", PDF, "it looks like PDF"),
        ("photo.gif", b"<svg onload=alert(1)>", "not a GIF file inside"),
        ("plan.pdf", b"<html><script>alert(1)</script>" + PDF, "not a PDF file inside"),
        ("plan.docx", PDF, "not a Word file inside: it looks like PDF"),
        ("plan.docx", made.packed(("a.txt", b"x")), "not the kind of document"),
        ("plan.docx", made.document("xl"), "not the kind of document"),
        ("plan.docx", made.document("word", ("word/vbaProject.bin", b"x")), "macros"),
        ("notes.txt", EXE, "not text inside"),
        ("all.zip", PDF, "it looks like PDF"),
        ("all.zip", b"PK\x03\x04" + bytes(100), "damaged"),
        ("all.zip", made.bomb(), "far more than it seems"),
        ("all.zip", made.overlapping_bomb(), "far more than it seems"),
        ("sums.xlsx", made.document("xl", ("xl/sharedStrings.xml", bytes(60 * 1024 * 1024))), "far more than it seems"),
        ("all.zip", made.crowded(), "too many files"),
        ("all.zip", made.packed(("inner.zip", made.packed(("a", b"x")))), "another archive"),
        ("all.zip", made.packed(("../../etc/cron.d/x", b"x")), "points outside"),
        ("all.zip", made.packed(("..\\..\\x.txt", b"x")), "points outside"),
        ("all.zip", made.packed(("/etc/passwd", b"x")), "points outside"),
        ("all.zip", made.linking(), "links to other places"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        ("page.xhtml", b"<html>", "We cannot take"),
        ("page.html", b"<html>\0", "not text inside"),
        ("run.exe", EXE, "We cannot take"),
        ("plan.docm", made.document(), "We cannot take"),
        ("noending", b"x", "We cannot take"),
        ("empty.txt", b"", "is empty"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_one_sentence(name, content, sentence):
    started = time.monotonic()
    with pytest.raises(NotPossible, match=sentence):
        taken(name, content)
    assert time.monotonic() - started < 5


def test_a_table_of_contents_that_lies_about_its_length_is_refused():
    good = made.packed(("a.txt", b"x"))
    end = good.rindex(b"PK\x05\x06")
    lying = good[: end + 12] + (2**31).to_bytes(4, "little") + good[end + 16 :]
    with pytest.raises(NotPossible):
        taken("all.zip", lying)


def test_no_more_is_read_than_the_limit_allows(settings):
    settings.FILE_LARGEST = 1_000_000
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 65_536
            yield bytes(65_536)

    with pytest.raises(NotPossible, match="too large"), prepared("film.mp4", endless()):
        pass
    assert read < 1_200_000


def test_a_picture_is_drawn_anew_and_named_as_what_it_became():
    name, content_type, content = taken("IMG 1.JPEG", made.photo_with_position())
    assert (name, content_type) == ("IMG 1.JPEG", "image/jpeg")
    assert b"Exif" not in content
    assert b"GPS" not in content
    assert not Image.open(io.BytesIO(content)).getexif()


def test_what_hides_behind_a_picture_is_gone():
    hidden = b"<script>alert(1)</script>" + made.packed(("evil.txt", b"x"))
    assert b"script" not in taken("a.png", made.picture("PNG") + hidden)[2]
    assert b"PK\x03\x04" not in taken("a.gif", made.picture("GIF") + hidden)[2]


def test_a_film_forgets_where_it_was_taken_and_stays_a_film():
    given = made.movie()
    content = taken("film.mp4", given)[2]
    assert made.SOMEWHERE in given
    assert made.SOMEWHERE not in content
    assert b"GPSLatitude" not in content
    assert len(content) == len(given)
    assert content.endswith(b"moving pictures")
    assert content.index(b"mdat") == given.index(b"mdat")


@pytest.mark.parametrize(
    "content",
    [made.movie()[:90], made.movie()[:20] + b"\xff" * 60, made.box(b"ftyp", b"isom") + b"\0\0\0\x01moov" + b"\xff" * 8],
)
def test_a_film_that_is_cut_off_does_no_harm(content):
    assert len(taken("film.mp4", content)[2]) == len(content)


def test_photos_in_a_pdf_forget_where_they_were_taken():
    given = made.pdf_with_photo()
    content = taken("plan.pdf", given)[2]
    assert len(content) == len(given)
    assert b"47,23.4N" not in content
    assert b"22,7.4W" not in content
    inside = content[content.index(b"\xff\xd8\xff") : content.index(b"\nendstream")]
    assert not Image.open(io.BytesIO(inside)).getexif().get_ifd(0x8825)


def test_a_name_that_misleads_is_straightened():
    assert taken("../../x\u202egpj.txt", b"x")[0] == "xgpj.txt"


def test_packed_notes_of_a_pdf_forget_where_they_were_made_too():
    note = b"<x:xmpmeta>" + b"words " * 50 + b"<exif:GPSLatitude>47,23.4N</exif:GPSLatitude></x:xmpmeta>"
    packed = zlib.compress(note)
    given = (
        b"%PDF-1.7\n1 0 obj <</Type /Metadata /Filter /FlateDecode>> stream\n" + packed + b"\nendstream endobj\n%%EOF"
    )
    content = taken("plan.pdf", given)[2]
    start = content.index(b"stream\n") + 7
    kept = zlib.decompressobj().decompress(content[start:])
    assert len(content) == len(given)
    assert b"47,23" not in kept
    assert kept.count(b"words") == 50


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.docx", made.document("word", ("word/media/image1.jpeg", made.photo_with_position()))),
        ("talk.pptx", made.document("ppt", ("ppt/media/image1.JPG", made.photo_with_position()))),
        ("plan.odt", made.packed(("content.xml", b"<x/>"), ("Pictures/1.jpg", made.photo_with_position()))),
        ("photos.zip", made.packed(("a/IMG_1.JPG", made.photo_with_position()), ("notes.txt", b"words"))),
        ("drawn.zip", made.packed(("a.png", made.png_with_position()), ("notes.txt", b"words"))),
    ],
)
def test_photos_in_a_document_or_an_archive_forget_where_they_were_taken(name, content):
    kept = taken(name, content)[2]
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(io.BytesIO(kept)) as after:
        assert before.namelist() == after.namelist()
        assert after.testzip() is None
        for entry in before.namelist():
            if entry.lower().endswith(("jpg", "jpeg", "png")):
                with Image.open(io.BytesIO(after.read(entry))) as image:
                    image.load()
                    assert not image.getexif().get_ifd(0x8825)
                assert b"47,23.4N" not in after.read(entry)
                assert before.read(entry) != after.read(entry)
            else:
                assert before.read(entry) == after.read(entry)


def test_an_archive_in_which_nothing_tells_anything_stays_as_it_is():
    given = made.packed(("a.png", made.picture()), ("b.jpg", made.picture("JPEG")), ("notes.txt", b"words"))
    assert taken("all.zip", given)[2] == given


def test_real_photos_lose_their_place_wherever_they_lie(real_data):
    photos = sorted(real_data("badinput/exif-photos").rglob("*.jpg"))
    assert len(photos) > 20
    told = 0
    for photo in photos:
        with Image.open(photo) as image:
            told += bool(image.getexif().get_ifd(0x8825))
        kept = taken("photos.zip", made.packed((photo.name, photo.read_bytes())))[2]
        with zipfile.ZipFile(io.BytesIO(kept)) as archive, Image.open(io.BytesIO(archive.read(photo.name))) as image:
            image.load()
            assert not image.getexif().get_ifd(0x8825), photo.name
    assert told >= 5
