"""Workbooks, books and RTF: read by sheet and chapter, safely."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convene.lib.documents import limits, rtf
from convene.lib.documents.faults import Unreadable
from convene.lib.documents.reading import Read

from . import made


def test_a_workbook_is_read_sheet_by_sheet_without_what_is_hidden(reads):
    rows = [["Item", "Cost", "Due"], ["Lantern", 12.0, dt.datetime(2026, 5, 4)], [], [None, "=A1", 2.5]]
    book = made.xlsx(("Budget", rows), ("Old", [["secret"]]), ("Empty", []), hidden=["Old"])
    assert reads("xlsx", book) == Read(
        "whole", ["Budget\nItem Cost Due\nLantern 12 2026-05-04\n2.5", "Empty"], None, ["Budget", "Empty"]
    )


def test_a_long_sheet_is_several_pages_of_its_name(reads):
    found = reads("xlsx", made.xlsx(("Counts", [[f"row {n}", "x" * 40] for n in range(600)]), ("Other", [["end"]])))
    assert len(found.pages) > 2
    assert found.names == ["Counts"] * (len(found.pages) - 1) + ["Other"]
    assert "row 599" in found.pages[-2]


def test_cells_far_away_cost_nothing(reads):
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    begun = time.monotonic()
    assert reads("xlsx", _with_sheet(f"{sheet}<sheetData>{far}</sheetData></worksheet>")).pages == ["One\nfar"]
    assert time.monotonic() - begun < 10


def test_an_open_spreadsheet_is_read_sheet_by_sheet(reads):
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    rows = f"<table:table-row>{cell('Lantern')}{cell('12')}</table:table-row>"
    body = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name in ("Camp", "Zoo &amp; co"))
    assert reads("ods", made.odt(f"<office:spreadsheet>{body}</office:spreadsheet>", "spreadsheet")) == Read(
        "whole", ["Camp\nLantern\n12", "Zoo & co\nLantern\n12"], None, ["Camp", "Zoo & co"]
    )


def test_a_book_is_read_chapter_by_chapter_in_its_order(reads):
    book = made.epub(made.chapter("Night", "Bats &amp; moths"), made.chapter("Day", "Bees&#160;too"))
    assert reads("epub", book) == Read("whole", ["Night\n\nBats & moths", "Day\n\nBees too"], None, ["Night", "Day"])


def test_of_a_book_the_locked_chapters_are_left_out(reads):
    book = made.epub(made.chapter("Free", "Taste"), "\x00\x01garbage", locked=[1])
    assert reads("epub", book).names == ["Free"]
    assert reads("epub", made.epub("\x00garbage", locked=[0])).state == "locked"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 Caf\'e9 \b bold\b0\par next\tab tab}", "Café bold\nnext tab"),
        (rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator W;}{\info{\title No}}{\header No}Yes{\footnote  and this}}",
         "Yes and this"),
        (rb"{\rtf1\uc1 \u8364?5 \u-10179?\u-8704? {\uc0\u233}t\u233e}", "€5 😀 été"),
        (rb"{\rtf1\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2}", "Привет"),
        (rb"{\rtf1\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (rb"{\rtf1 a{\pict 89504e47}b\bin4 }{}{c{\v hidden}{\deleted gone}d\{e\}\\f}", "abcd{e}\\f"),
        (b"{\\rtf1 one\r\n two\\\r\nthree\\~four\\-five\\_six}", "one two\nthree fourfive-six"),
        (rb"{\rtf1\trowd one\cell two\cell\row three\cell\row}", "one two\nthree"),
        (rb"{\rtf1\ansicpg99999 plain}}}}} after", "plain after"),
        (rb"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}}", "a link"),
    ],
)  # fmt: skip
def test_rtf_is_read_as_its_reader_reads_it(content, text, reads):
    found = reads("rtf", content)
    assert (found.state, "\n".join(line.strip() for line in found.pages[0].split("\n"))) == ("whole", text)


BOMB = "<a>" * 300 + "</a>" * 300
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _with_sheet(sheet: str) -> bytes:
    """A workbook whose one sheet, "One", is this."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.xlsx(("One", [["x"]])))) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in whole.namelist():
            target.writestr(name, sheet if name.endswith("sheet1.xml") else whole.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "content", "state"),
    [
        ("xlsx", made.pdf("x"), "damaged"),
        ("xlsx", made.packed(xl__workbook_xml="<x/>"), "damaged"),
        ("xlsx", made.xlsx(("A", [["x"]]))[:-300], "damaged"),
        ("xlsx", _with_sheet("<worksheet"), "damaged"),
        ("xlsx", _with_sheet(f"{ENTITIES}<worksheet>&b;</worksheet>"), "damaged"),
        ("xlsx", _with_sheet(f"{OUTSIDE}<worksheet>&a;</worksheet>"), "damaged"),
        ("ods", made.packed(mimetype="spreadsheet", content_xml=f"{OUTSIDE}<x>&a;</x>"), "damaged"),
        ("ods", made.odt(BOMB.replace("a", "table:table"), "spreadsheet"), "damaged"),
        ("epub", made.packed(mimetype="application/epub+zip"), "damaged"),
        ("epub", made.epub(), "damaged"),
        ("epub", made.epub("<p>x</p>", head=OUTSIDE), "damaged"),
        ("epub", made.epub("<p>x</p>")[:200], "damaged"),
        ("epub", made.epub("", "  "), "empty"),
        ("rtf", b"{\\rtf1}", "empty"),
        ("rtf", b"{" * 1_000_000, "damaged"),
        ("rtf", b"\\x1" * 300_000, "empty"),
        ("rtf", b"}" * 1_000_000, "empty"),
        ("rtf", b"{\\rtf1\\bin9999999999 x}", "empty"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_has_a_state(kind, content, state, reads):
    begun = time.monotonic()
    found = reads(kind, content)
    assert (found.state, found.pages) == (state, [])
    assert time.monotonic() - begun < 10


def test_a_book_reads_no_file_of_this_machine(reads):
    outside = f"{OUTSIDE}<html><body><h1>Taken</h1><p>&a;</p><iframe src='file:///etc/passwd'></iframe></body></html>"
    assert "root:" not in "".join(reads("epub", made.epub(outside)).pages)
    assert reads("epub", made.epub("<h1>In</h1>", folder="../../../../../etc/")).state == "damaged"


def test_a_million_pairs_of_braces_between_words_cost_little(reads):
    begun = time.monotonic()
    assert reads("rtf", b"{\\rtf1 before " + b"{}" * 1_000_000 + b" after}").pages == ["before after"]
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize("kind", ["xlsx", "epub"])
def test_a_bomb_is_ended(kind, reads, monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 4)
    row = "<row><c t='inlineStr'><is><t>boom</t></is></c></row>" * 400_000
    sheet = f"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{row}"
    content = _with_sheet(sheet) if kind == "xlsx" else made.epub("<p>" + "<b>boom " * 4_000_000)
    begun = time.monotonic()
    assert reads(kind, content).state in {"partly", "damaged", "costly", "whole"}
    assert time.monotonic() - begun < 25


@given(st.binary(max_size=400), st.lists(st.sampled_from([b"{", b"}", b"\\u-1?", b"\\'81", b"\\bin3 ", b"\\uc9 ", b"\\*"]), max_size=20))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rtf_is_read_or_refused(tmp_path, noise, pieces):
    said: list[str] = []

    class Kept:
        def add(self, text: str, name: str = "") -> None:
            said.append(text)

    (tmp_path / "given").write_bytes(b"{\\rtf1 " + noise.join(pieces) + noise)
    try:
        rtf.read(tmp_path / "given", Kept())
    except Unreadable:
        return
    assert all(isinstance(text, str) for text in said)
