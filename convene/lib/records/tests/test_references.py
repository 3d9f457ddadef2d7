"""BibTeX, RIS and CSL-JSON, as reference managers write them and as nobody should."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.records import NotRecords
from convene.lib.records.bibtex import read_bibtex
from convene.lib.records.identity import address_key, keys_of
from convene.lib.records.latex import plain
from convene.lib.records.record import Record

BIBTEX = r"""
@comment{jabref-meta: nothing}
@string{delta = "Museum of the " # "Delta"}

@article{bonney2009,
  title = {Citizen {Science}: A {D}eveloping Tool},
  author = "Bonney, Rick and M{\'e}ndez, Ana and {Museum of the Delta} and others",
  journal = {BioScience}, year = 2009, month = nov,
  doi = {https://doi.org/10.1525/bio.2009.59.11.9},
  abstract = {50\% of it \& more, {\"o} and \ss{}.},
  keywords = {volunteers, data quality},
  license = {CC BY 4.0}
}
@misc(web, title = {Roles}, howpublished = {\url{https://example.org/roles}}, publisher = delta, date = {2024-03-02})
"""
RIS = """TY  - RPRT
TI  - Paying residents
AU  - Okafor, Chidi
AU  - Museum of the Delta
PY  - 2021/05/03/
AB  - What it costs,
and what it gives.
KW  - funding
KW  - equity; partnerships
DO  - 10.5555/ABC.1
UR  - https://example.org/paying
LA  - en
ER  -

TY  - JOUR
T1  - No end
"""
CSL = [{"id": "x", "type": "article-journal", "title": "Sensors", "DOI": "10.1000/182", "issued": {"date-parts": [[2020, 4]]},
        "author": [{"family": "Reyes", "given": "Luz"}, {"literal": "Eastside Air Watch"}], "keyword": "air, health"}]  # fmt: skip


def test_bibtex_is_read_with_its_names_accents_and_strings(reading) -> None:
    (article, web), faults = reading(BIBTEX)
    assert not faults
    assert article.title == "Citizen Science: A Developing Tool"
    assert article.authors == ["Rick Bonney", "Ana Méndez", "Museum of the Delta"]
    assert (article.doi, article.date, article.publisher) == ("10.1525/bio.2009.59.11.9", "2009-11", "BioScience")
    assert article.abstract == "50% of it & more, ö and ß."
    assert (article.subjects, article.licence) == (["volunteers", "data quality"], "CC BY 4.0")
    assert (article.place, article.kinds) == ("line 5", ["article"])
    assert (web.url, web.publisher, web.date) == ("https://example.org/roles", "Museum of the Delta", "2024-03-02")


def test_ris_is_read_with_lines_that_go_on_and_a_record_that_never_ends(reading) -> None:
    (paying, endless), faults = reading("\ufeff" + RIS.replace("\n", "\r\n"))
    assert not faults
    assert paying.authors == ["Chidi Okafor", "Museum of the Delta"]
    assert paying.abstract == "What it costs,\nand what it gives."
    assert paying.subjects == ["funding", "equity", "partnerships"]
    assert (paying.date, paying.doi, paying.url) == ("2021-05-03", "10.5555/abc.1", "https://example.org/paying")
    assert endless.title == "No end"


def test_csl_is_read_as_a_list_an_item_or_line_by_line(reading) -> None:
    whole, alone = reading(json.dumps(CSL)), reading(json.dumps(CSL[0]))
    lines = reading("\n".join(json.dumps(CSL[0]) for _twice in "ab"))
    assert whole == alone
    assert len(lines[0]) == 2
    (one,), _none = whole
    assert one.authors == ["Luz Reyes", "Eastside Air Watch"]
    assert (one.date, one.doi, one.subjects) == ("2020-04", "10.1000/182", ["air", "health"])


def test_an_entry_that_is_never_closed_costs_itself_alone(reading) -> None:
    records, faults = reading("@misc{a, title = {One}}\n@misc{b, title = {Two\n@misc{c, title = {Three}}\n")
    assert [one.title for one in records] == ["One", "Three"]
    assert [(one.place, one.sentence[:26]) for one in faults] == [("line 2", "This entry is never closed")]


@pytest.mark.parametrize("text", [
    "@misc{a, title = {" + "{" * 1_000_000,
    "@misc{a, title = " + "{" * 500_000 + "}" * 500_000 + "}",
    "@misc{" * 100_000,
    "@misc{a,\n" * 30_000,
    '@misc{a, title = "' * 50_000,
    "@misc{a, " + "x = {y}, " * 100_000 + "}",
    "@string{a = {ha}}" + "".join(f"@string{{{b} = {a} # {a}}}" for a, b in zip("abcdefghijk", "bcdefghijkl", strict=True)) * 9,
    "@misc{a, title = {" + "\\" * 400_000 + "}}",
    "@misc{a, title = a" + " # a" * 40_000 + "}",
    "@" * 1_000_000,
    " " * 1_000_000 + "@misc{a",
])  # fmt: skip
def test_braces_without_end_cost_no_more_than_their_number(text) -> None:
    begun = time.process_time()
    found = list(read_bibtex(text))
    assert time.process_time() - begun < 2
    assert len(found) <= 200_000


@pytest.mark.parametrize(("latex", "meant"), [
    (r"M{\'e}ndez", "Méndez"), (r"Mu\~{n}oz", "Muñoz"), (r"\c{c}a va", "ça va"), (r"{\AA}ngstr{\"o}m", "Ångström"),
    (r"Stra{\ss}e", "Straße"), (r"R\&D", "R&D"), (r"a -- b --- c", "a – b — c"), (r"{\v S}koda", "Škoda"),
    (r"$x_2$ \emph{seen}", "x_2 seen"), (r"caf\'e", "café"), (r"costs \$5 \{net\}", "costs $5 {net}"),
    (r"\'{\i}ndice", "índice"), (r"\input{/etc/passwd}", "/etc/passwd"),
])  # fmt: skip
def test_what_latex_means_is_said_plainly(latex, meant) -> None:
    assert plain(latex) == meant


def test_json_that_is_none_or_too_deep_is_refused_in_words(reading) -> None:
    for text in ("[" * 200_000, '{"a":' * 200_000, "{not json", "[1, 2,"):
        with pytest.raises(NotRecords):
            reading(text)
    records, faults = reading(json.dumps([CSL[0], 1, None, {"colour": "red"}, [CSL]]))
    assert (len(records), len(faults)) == (1, 4)


def test_the_same_thing_is_known_by_the_same_key_in_every_format(reading) -> None:
    bib = reading("@misc{a, title={Roles}, doi={10.1000/ABC}}")[0][0]
    ris = reading("TY  - GEN\nTI  - Roles on a page\nUR  - https://doi.org/10.1000/abc\nER  - \n")[0][0]
    table = reading("Title,DOI\nroles,doi:10.1000/abc\n")[0][0]
    assert {keys_of(one)[0] for one in (bib, ris, table)} == {"doi:10.1000/abc"}


@pytest.mark.parametrize("other", [
    "http://example.org/a", "https://www.example.org/a/", "https://EXAMPLE.org/a#part", "https://example.org:443/a?utm_source=x",
])  # fmt: skip
def test_addresses_of_one_page_have_one_key(other) -> None:
    assert address_key(other) == address_key("https://example.org/a")


def test_addresses_of_different_pages_have_different_keys() -> None:
    several = ("https://example.org/a?b=1", "https://example.org/a?b=2", "https://example.org/A", "https://a.example.org/a")
    assert len({address_key(one) for one in several}) == len(several)
    assert keys_of(Record(title="A  plán", authors=["X"])) == keys_of(Record(title="a plan!", authors=["x"]))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("@misc{}()\"'=,#\\ \n~$ab1é"), max_size=400))
def test_bibtex_of_any_shape_ends_in_records_and_faults(text) -> None:
    for one in read_bibtex("@misc{a, title = {" + text):
        assert one.place
