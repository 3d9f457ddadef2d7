"""Tables, in whatever way they were saved."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from convene.lib.records import NotRecords, limits
from convene.lib.records.tables import guess

TABLE = "Title;Autor;Enlace;Idioma;Tema\nMañana;Museo del Delta;https://example.org/m;es;salud, barrio\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_table_with_semicolons_is_read_in_any_encoding(reading, encoding) -> None:
    (one,), faults = reading(TABLE.encode(encoding))
    assert (one.title, one.authors, one.url) == ("Mañana", ["Museo del Delta"], "https://example.org/m")
    assert (one.languages, one.subjects) == (["es"], ["salud", "barrio"])
    assert not faults


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_each_usual_separator_is_found_out(reading, separator) -> None:
    (one,), _none = reading(f'"Title, long"{separator}URL\nRoles{separator}https://example.org/\n', **{"Title, long": "title"})
    assert (one.title, one.url) == ("Roles", "https://example.org/")


def test_what_excel_says_of_the_separator_is_no_row(reading) -> None:
    (one,), _none = reading("sep=;\r\nTitle;Year\r\nRoles;2024\r\n")
    assert (one.title, one.year) == ("Roles", 2024)


def test_a_workbook_is_read_as_a_table_and_formulas_as_what_they_came_to(reading, workbook) -> None:
    body = workbook([], ["Title", "Year", "DOI", "Sum"], ["Roles", 2024, "10.1234/ABC", "=1+1"],
                    ["", None, "", ""], ["Sensors", dt.datetime(2023, 5, 6), None, "=HYPERLINK(\"x\")"])  # fmt: skip
    (roles, sensors), faults = reading(body)
    assert (roles.title, roles.date, roles.doi) == ("Roles", "2024", "10.1234/abc")
    assert (sensors.date, sensors.place) == ("2023-05-06", "line 5")
    assert not faults


def test_a_column_holds_what_one_says_it_holds(reading) -> None:
    (one,), _none = reading("Was,URL,Wessen\nRollen,https://example.org/r,Delta\n", Was="title", Wessen="authors", URL="")
    assert (one.title, one.authors, one.url) == ("Rollen", ["Delta"], "")


def test_columns_of_other_libraries_are_known_by_name() -> None:
    zotero = ["Key", "Item Type", "Publication Year", "Author", "Title", "DOI", "Url", "Abstract Note", "Manual Tags"]
    assert guess(zotero) == {
        "Key": "identifier", "Item Type": "kinds", "Publication Year": "date", "Author": "authors", "Title": "title",
        "DOI": "doi", "Url": "url", "Abstract Note": "abstract", "Manual Tags": "subjects",
    }  # fmt: skip


@pytest.mark.parametrize(("table", "mapping", "why"), [
    ("", {}, "empty"),
    ("a,b\n1,2\n", {}, "No column holds the titles. The columns are: a, b."),
    ("a,b\n1,2\n", {"c": "title"}, "There is no column “c”"),
    ("a,b\n1,2\n", {"a": "colour"}, "cannot hold “colour”"),
    ('Title\n"never ends\n' + "x" * 200_000, {}, "Line 2 begins a cell that does not end"),
    (",".join("x" * 300), {}, "at most 200 columns"),
    ("%PDF-1.7 and so on", {}, "This is a PDF file"),
])  # fmt: skip
def test_what_is_no_table_of_resources_is_refused_in_words(reading, table, mapping, why) -> None:
    with pytest.raises(NotRecords, match=why.replace("(", r"\(")):
        reading(table, **mapping)


def test_a_row_without_a_title_or_with_too_many_cells_costs_itself_alone(reading) -> None:
    records, faults = reading("Title,Year\nRoles,2024\n,2023\nA,2022,stray\nSensors,\n")
    assert [one.title for one in records] == ["Roles", "Sensors"]
    assert [one.place for one in faults] == ["line 3", "line 4"]


def test_what_was_guarded_against_spreadsheets_comes_back_as_it_was(reading) -> None:
    (one,), _none = reading("Title\n'=1+1\n")
    assert one.title == "=1+1"


def test_too_many_rows_are_refused_before_anything_comes_of_them(reading, monkeypatch) -> None:
    monkeypatch.setattr(limits, "MOST_RECORDS", 3)
    with pytest.raises(NotRecords, match="more than 3 records"):
        reading("Title\n" + "x\n" * 1_000_000)


def _zip(**parts: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return kept.getvalue()


def test_workbooks_that_are_none_are_refused_in_words(reading, workbook, monkeypatch) -> None:
    whole = workbook(["Title"], ["Roles"])
    for body, why in (
        (_zip(a=b"x"), "no workbook"),
        (whole[:-200], "damaged"),
        (_zip(**{"xl__workbook.xml": b"<nonsense/>"}), "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "locked with a password"),
    ):
        with pytest.raises(NotRecords, match=why):
            reading(body)
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1000)
    with pytest.raises(NotRecords, match="absurdly large"):
        reading(whole)


def test_a_workbook_that_defines_entities_is_not_read(reading, workbook) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["Title"], ["Roles"]))) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            new.writestr(part, laughs if part.endswith("sheet1.xml") else old.read(part))
    with pytest.raises(NotRecords, match="damaged"):
        reading(kept.getvalue())
