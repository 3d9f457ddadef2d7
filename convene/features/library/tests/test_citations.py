"""Citations that programs can read, whatever is in a title."""

from __future__ import annotations

import json

from convene.features.library.citations import Cited, bibtex, csl, plain, ris

CITED = Cited(
    key=7, title="50% off {all} & more\r\nER  - ", authors="Ana Lima; Delta Museum and Ben Osei", publisher="Rivers",
    address="https://example.org/library/7/", excerpt="What\nit is.", language="en", licence="CC BY", year=2024,
    accessed="2026-11-22",
)  # fmt: skip


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
