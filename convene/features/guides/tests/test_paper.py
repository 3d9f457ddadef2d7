"""The brief on one sheet of paper: what was released, on one page, to be read aloud too."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from convene.core.frameworks.models import Part
from convene.features.guides import actions
from convene.lib import paper

A4, LETTER = (595, 841), (612, 792)
LONG = "Rain stands in the cellars of the east bank, and nobody has asked who pays for the pumps. " * 44
needs_paper = pytest.mark.skipif(not paper.is_there(), reason="The extra [paper] or its libraries are not installed.")


@pytest.fixture
def brief(round) -> str:
    """Where it is."""
    return f"/community-science/guide/rounds/{round.pk}/brief.pdf"


def say(who, round, key: str, words: str, *, is_released: bool) -> None:
    question = Part.objects.get(edition=round.edition, key=key)
    actions.share(who, round, question, said={"step": 1, "words": f"Alone on {key}"}, upon={})
    actions.write(who, round, question, said={"words": words, "owner_id": who.pk}, upon={})
    if is_released:
        actions.release(who, round, question, is_so=True)


@needs_paper
def test_one_page_with_what_was_released_and_nothing_else(round, brief, ana, ben, as_):
    say(ana, round, "purpose-priority", "Dry cellars, say the wards: für alle.", is_released=True)
    say(ana, round, "purpose-mission", "Nobody has read the mission.", is_released=False)
    for sheet, size in (("a4", A4), ("letter", LETTER)):
        answer = as_(ben).get(f"{brief}?sheet={sheet}")
        assert answer["Content-Type"] == "application/pdf"
        document = pdfium.PdfDocument(answer.content)
        (page,) = document
        assert tuple(map(int, page.get_size())) == size
        text = page.get_textpage().get_text_bounded()
        assert "Dry cellars, say the wards: für alle." in text
        assert "looked after by Ana" in text
        assert "mission" not in text
        assert "Alone on" not in text
        assert document.is_tagged()
        fonts = {one.get_font().get_base_name() for one in page.get_objects() if isinstance(one, pdfium.PdfTextObj)}
        assert {"Atkinson", "Bricolage"} <= {name.partition("+")[2].partition("-")[0] for name in fonts}


@needs_paper
def test_much_is_shortened_until_it_fits_and_says_so(round, brief, ana, as_):
    keys = Part.objects.filter(edition=round.edition, kind="question").order_by("pk").values_list("key", flat=True)[:15]
    for key in keys:
        say(ana, round, key, LONG, is_released=True)
    document = pdfium.PdfDocument(as_(ana).get(brief).content)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_bounded()
    assert "Shortened to fit on one page." in text
    assert text.count("Rain stands") == len(keys)


@needs_paper
def test_a_page_fetches_nothing_and_what_does_not_fit_is_not_printed():
    asked = '<img src="http://127.0.0.1:9/x.png"><img src="file:///etc/hostname"><p>Whole</p>'
    much, little = paper.Draft("<head></head>" + "<p>A</p>" * 200), paper.Draft(f"<head></head>{asked}")
    printed = paper.first_that_fits([much, little])
    assert printed
    assert "Whole" in pdfium.PdfDocument(printed)[0].get_textpage().get_text_bounded()
    assert paper.first_that_fits([much]) is None


def test_without_the_library_one_is_told_what_to_do(round, brief, ana, as_, monkeypatch):
    assert as_(ana).get(brief).url == brief.replace(".pdf", "/"), "where it says that nothing is released"
    say(ana, round, "purpose-priority", "Dry cellars.", is_released=True)
    monkeypatch.setattr(paper, "is_there", lambda: False)
    refused = as_(ana).get(brief)
    assert refused.status_code == 503
    assert "Print the brief from your browser" in refused.text
    assert "brief.pdf" not in as_(ana).get(brief.replace(".pdf", "/")).text


def test_a_brief_is_for_the_team_alone(round, brief, cleo, as_):
    assert as_(cleo).get(brief).status_code == 404
