from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from convene.lib.documents import limits
from convene.lib.documents.reading import Read, draw, read
from convene.lib.documents.writing import Pages, Stretches, tidied

from . import made


def test_a_pdf_is_read_page_by_page(reads):
    assert reads("pdf", made.pdf("First page", "", "Caf\xe9 three")) == Read(
        "whole", ["First page", "", "Caf\xe9 three"], 3
    )


def test_a_word_document_is_read_with_its_notes_and_without_what_was_deleted(reads):
    body = (
        made.paragraph("Before you build")
        + "<w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t></w:r>"
        + "<w:r><w:delText>Deleted</w:delText><w:instrText>PAGE</w:instrText></w:r></w:p>"
        + "<mc:Fallback><w:p><w:r><w:t>Twice</w:t></w:r></w:p></mc:Fallback>"
    )
    notes = f'<w:footnotes xmlns:w="{made.W}">{made.paragraph("A note")}</w:footnotes>'
    assert reads("docx", made.docx(body, word__footnotes_xml=notes)) == Read(
        "whole", ["Before you build\nOne two\nthree\nA note"]
    )


def test_slides_are_read_in_the_order_in_which_they_are_shown(reads):
    assert reads("pptx", made.pptx("Welcome", "Sensors &amp; doubt", "Thanks")) == Read(
        "whole", ["Welcome", "Sensors & doubt", "Thanks"], 3
    )


def test_open_documents_are_read_without_comments_and_what_was_deleted(reads):
    body = (
        "<office:text><text:tracked-changes><text:p>Deleted</text:p></text:tracked-changes>"
        "<text:h>Title</text:h><text:p>One<text:tab/>two<text:s/>three<office:annotation><text:p>Hm</text:p>"
        "</office:annotation> and <text:span>four</text:span></text:p></office:text>"
    )
    assert reads("odt", made.odt(body)) == Read("whole", ["Title\nOne two three and four"])
    slides = "".join(f"<draw:page><text:p>Slide {word}</text:p></draw:page>" for word in ("one", "two"))
    assert reads("odp", made.odt(slides, "presentation")) == Read("whole", ["Slide one", "Slide two"], 2)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Zoë said".encode(), "Zoë said"),
        ("Zoë said".encode("utf-16"), "Zoë said"),
        ("Zoë said".encode("cp1252"), "Zoë said"),
        (b"\xef\xbb\xbfHi\x00\x07", "Hi"),
        ("😀"[:1].encode("utf-16")[:5], ""),
    ],
)
def test_plain_text_is_read_however_it_was_written(content, text, reads):
    assert "".join(reads("text", content).pages).replace("�", "") == text


def test_a_web_page_is_read_as_its_reader_reads_it(reads):
    page = b"""<!doctype html><meta charset=utf-8><title>T</title><script>bad()</script><nav>Menu</nav>
        <h1>Heat</h1><p>One <b>bold</b> word<!-- hidden -->.</p><style>p{}</style><ul><li>a<li>b</ul>"""
    assert reads("html", page).pages == ["Heat\n\nOne bold word.\n\na\n\nb"]


def test_running_text_is_cut_into_stretches_at_ends_of_lines(reads):
    text = "\n".join(f"line {number} " + "x" * 60 for number in range(2_000))
    found = reads("text", text.encode())
    assert found.count is None
    assert 10 < len(found.pages) < 20
    assert all(len(page) <= 2 * limits.STRETCH and page.startswith("line ") for page in found.pages)
    assert "\n".join(found.pages) == text


@pytest.mark.parametrize(
    ("kind", "content", "state"),
    [
        ("pdf", made.packed(notes_txt="hello"), "damaged"),
        ("pdf", b"%PDF-1.7\n" + made.packed(notes_txt="hello"), "damaged"),
        ("pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF", "damaged"),
        ("pdf", made.pdf("x")[:300], "damaged"),
        ("pdf", made.locked_pdf(), "locked"),
        ("pdf", made.pdf(""), "empty"),
        ("pdf", made.pdf(), "damaged"),
        ("docx", made.pdf("x"), "damaged"),
        ("docx", made.packed(word__other_xml="<x/>"), "damaged"),
        ("docx", made.docx("<w:p>"), "damaged"),
        ("docx", made.docx(""), "empty"),
        ("docx", made.docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "damaged"),
        ("docx", made.docx(made.paragraph(" " * (90 * 1024 * 1024))), "empty"),
        ("docx", made.packed(word__document_xml='<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "damaged"),
        ("docx", made.packed(word__document_xml='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
         "damaged"),
        ("odt", made.packed(**{"META-INF__manifest_xml": "<encryption-data/>", "content_xml": "x"}), "locked"),
        ("pptx", made.packed(ppt__presentation_xml="<x/>"), "damaged"),
        ("html", b"", "damaged"),
        ("text", b"", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_a_state(kind, content, state, reads):
    begun = time.monotonic()
    found = reads(kind, content)
    assert (found.state, found.pages) == (state, [])
    assert time.monotonic() - begun < 10


def test_of_three_thousand_pages_the_first_thousand_are_read(reads):
    found = reads("pdf", made.pdf(*(f"page {number}" for number in range(1, 3_001))))
    assert (found.state, found.count, len(found.pages), found.pages[-1]) == ("partly", 3_000, 1_000, "page 1000")


def test_a_document_that_never_ends_is_ended(reads, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 2)
    begun = time.monotonic()
    assert reads("pdf", made.pdf_that_never_ends()).state in {"costly", "empty"}
    assert time.monotonic() - begun < 15


def test_a_document_that_would_fill_the_memory_is_ended(reads, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 4)
    begun = time.monotonic()
    assert reads("pdf", made.pdf_bomb()).state in {"costly", "empty", "damaged"}
    assert time.monotonic() - begun < 30


def test_what_was_read_before_the_end_is_kept(tmp_path):
    with (tmp_path / "pages").open("w") as target:
        pages = Pages(target)
        pages.add("one")
        target.write('"half of tw')
    assert [json.loads(line) for line in (tmp_path / "pages").read_text().split("\n")[:1]] == [["one", ""]]


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_kept(text):
    kept = tidied(text)
    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert tidied(kept) == kept


@given(st.lists(st.text(max_size=30_000), max_size=6))
@settings(max_examples=15, deadline=None)
def test_no_stretch_is_longer_than_what_is_kept_of_a_page(tmp_path_factory, pieces):
    path = tmp_path_factory.mktemp("pages") / "pages"
    with path.open("w", encoding="utf-8") as target:
        running = Stretches(Pages(target))
        for piece in pieces:
            running.add(piece)
        running.end()
    kept = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    assert all(len(page) <= limits.MOST_ON_A_PAGE for page in kept)


def test_the_first_page_is_drawn_in_each_width(tmp_path):
    (tmp_path / "given").write_bytes(made.pdf("Hello", "Second"))
    drawn = draw(tmp_path / "given", tmp_path)
    assert list(drawn) == ["480", "1200"]
    for width, path in drawn.items():
        with Image.open(path) as image:
            assert (image.format, image.width) == ("WEBP", int(width))
            assert image.height == pytest.approx(int(width) * 792 / 612, abs=2)
            dark = sum(image.convert("L").point(lambda tone: tone < 100 and 255).histogram()[255:])
            assert 0 < dark < image.width * image.height / 10


@pytest.mark.parametrize("size", ["0 0 9 90000", "0 0 90000 9", "0 0 0 0", "0 0 -5 1e30"])
def test_a_page_of_any_shape_does_no_harm(size, tmp_path):
    (tmp_path / "given").write_bytes(made.pdf("Hello", size=size))
    for path in draw(tmp_path / "given", tmp_path).values():
        with Image.open(path) as image:
            assert image.width <= 1200
            assert image.height <= 3600


def test_what_cannot_be_opened_is_not_drawn(tmp_path):
    for content in (b"PK\x03\x04", made.locked_pdf(), made.pdf("x")[:200]):
        (tmp_path / "given").write_bytes(content)
        assert draw(tmp_path / "given", tmp_path) == {}


def test_real_case_studies_are_read_and_drawn(real_data: object, tmp_path: Path):
    papers = sorted(real_data("resources/citizenscience-gov-toolkit/pdf").glob("*.pdf"))
    assert len(papers) == 12
    for paper in papers:
        found = read("pdf", paper, tmp_path)
        assert found.state == "whole", paper.name
        assert found.count == len(found.pages) in {2, 3, 4}
        assert sum(map(len, found.pages)) > 3_000, paper.name
    assert "brain" in found.pages[0]
    assert len(draw(papers[0], tmp_path)) == 2


def test_a_word_that_a_line_broke_is_whole_again():
    assert tidied("citi\x02\nzen sci\u00ad\nence\r\nnext") == "citizen science\nnext"
