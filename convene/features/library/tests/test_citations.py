"""Citations that programs can read, whatever is in a title."""

from __future__ import annotations

import json
from dataclasses import replace

from convene.features.library.carrying.out import cited
from convene.features.library.citations import Cited, bibtex, csl, plain, ris

CITED = Cited(
    key=7, title="50% off {all} & more\r\nER  - ", authors="Ana Lima; Delta Museum and Ben Osei", catalogue="Rivers",
    address="https://example.org/library/7/", page="https://example.org/library/7/", doi="", excerpt="What\nit is.", language="en", licence="CC BY", year=2024,
    accessed="2026-11-22",
)  # fmt: skip
THEIRS = replace(CITED, title="Sensors", address="https://museum.example/sensors", doi="10.5555/abc_1")


def test_bibtex_is_one_entry_with_its_marks_escaped() -> None:
    text = bibtex(CITED)
    assert text.startswith("@misc{convene7,\n")
    assert r"50\% off \{all\} \& more" in text
    assert "author = {{Ana Lima} and {Delta Museum} and {Ben Osei}}," in text
    assert "year = {2024}," in text


def test_ris_has_one_record_whatever_the_title_says() -> None:
    lines = ris(CITED).split("\r\n")
    assert lines[0] == "TY  - GEN"
    assert [line for line in lines if line.startswith("ER  -")] == ["ER  - "]
    assert [line[6:] for line in lines if line.startswith("AU")] == ["Ana Lima", "Delta Museum", "Ben Osei"]


def test_csl_is_json_with_dates() -> None:
    (item,) = json.loads(csl(CITED))
    assert item["issued"] == {"date-parts": [[2024]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert item["author"][1] == {"literal": "Delta Museum"}


def test_a_citation_can_be_read() -> None:
    assert plain(CITED).startswith("Ana Lima, Delta Museum, Ben Osei (2024). 50% off")


def test_of_what_lies_elsewhere_its_own_address_is_cited_and_ours_is_a_note() -> None:
    entry = bibtex(THEIRS)
    assert "doi = {10.5555/abc_1}," in entry
    assert "url = {https://museum.example/sensors}," in entry
    assert "note = {CC BY. Rivers: https://example.org/library/7/}," in entry
    assert "howpublished" not in entry
    lines = ris(THEIRS).split("\r\n")
    for line in ("DO  - 10.5555/abc_1", "UR  - https://museum.example/sensors", "DB  - Rivers", "N1  - Rivers: https://example.org/library/7/"):
        assert line in lines
    assert not [line for line in lines if line.startswith("PB")]
    (item,) = json.loads(csl(THEIRS))
    assert (item["DOI"], item["URL"]) == ("10.5555/abc_1", "https://museum.example/sensors")
    assert (item["source"], item["note"]) == ("Rivers", "CC BY\nRivers: https://example.org/library/7/")
    assert "publisher" not in item
    assert plain(THEIRS).endswith("Sensors. https://museum.example/sensors. Rivers: https://example.org/library/7/")


def test_what_is_nowhere_else_is_published_by_the_network() -> None:
    assert "howpublished = {Rivers}" in bibtex(CITED)
    assert "url = {https://example.org/library/7/}" in bibtex(CITED)
    assert "PB  - Rivers" in ris(CITED)
    assert json.loads(csl(CITED))[0]["publisher"] == "Rivers"


def test_a_resource_is_cited_by_its_first_address_and_the_doi_among_its_links(on_shelf, client) -> None:
    here = on_shelf(links=[("", "https://museum.example/sensors"), ("DOI", "https://doi.org/10.5555/ABC")])
    told = cited(here)
    assert (told.address, told.doi, told.page.endswith(f"/library/{here.pk}/")) == ("https://museum.example/sensors", "10.5555/abc", True)
    page = client.get(here.get_absolute_url()).text
    assert '<meta name="citation_doi" content="10.5555/abc">' in page
    assert '<meta name="citation_public_url" content="https://museum.example/sensors">' in page
    assert "citation_publisher" not in page
    ours = on_shelf()
    assert cited(ours).address == cited(ours).page
