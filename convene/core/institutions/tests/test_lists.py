"""Staff bring in a list in the browser: they see what it would do before anything is written."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from convene.core.institutions.models import Institution, Pair
from convene.core.institutions.views import lists as view

ADDRESS = "/institutions/carry-in/"
TWO = b"Name,City,Country,Web\nHall of Tides,Puebla,MX,tides.example\nDome of Stars,Turin,IT,\n"


def given(browser, body: bytes, name: str = "museums.csv", **said: str):
    return browser.post(ADDRESS, {"file": SimpleUploadedFile(name, body), **said})


def confirmed(browser, page, **said: str):
    hidden = dict(re.findall(r'type="hidden" name="(kept|source)" value="([^"]*)"', page.text))
    return browser.post(ADDRESS, {**hidden, "do": "carry", **said})


@pytest.mark.parametrize("who", ["ben", "ana"])
def test_members_are_told_that_staff_do_it(who, as_, request):
    answer = as_(request.getfixturevalue(who)).get(ADDRESS)
    assert answer.status_code == 403
    assert "brought in by the staff" in answer.text


def test_one_sees_what_would_come_in_and_then_it_does(as_, dora):
    browser = as_(dora)
    assert "You see first what would come in" in browser.get(ADDRESS).text
    page = given(browser, TWO)
    assert page.status_code == 200
    for words in ("museums", "Hall of Tides", "Puebla, Mexico", "Turin, Italy"):
        assert words in page.text
    assert not Institution.objects.exists()
    assert confirmed(browser, page).status_code == 302
    assert set(Institution.objects.values_list("name", "source")) == {("Hall of Tides", "museums"), ("Dome of Stars", "museums")}
    assert "2 institutions came in." in browser.get("/institutions/").text
    again = given(browser, TWO)
    assert "There is nothing new in this list." in again.text
    assert "Bring it in" not in again.text


def test_a_column_that_nobody_can_guess_is_asked_for(as_, dora):
    browser = as_(dora)
    page = given(browser, b"Wer,Wo\nHall of Tides,Puebla\n")
    assert page.status_code == 422
    assert "No column holds the names" in page.text
    assert "--map" not in page.text
    page = confirmed(browser, page, column_0="name", column_1="place", do="look")
    assert "Hall of Tides" in page.text
    assert confirmed(browser, page, column_0="name", column_1="place", country="MX").status_code == 302
    assert Institution.objects.get().where == "Puebla, Mexico"


def test_a_workbook_comes_in_and_a_formula_does_not(as_, dora):
    book, browser = Workbook(), as_(dora)
    for row in (["Name", "City"], ["Hall of Tides", "Puebla"], ["'=HYPERLINK(\"http://x.test\")", "Turin"]):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    page = given(browser, kept.getvalue(), "museums.xlsx")
    assert "A formula stands in place of the name." in page.text
    assert "line 3" in page.text
    confirmed(browser, page)
    assert Institution.objects.get().name == "Hall of Tides"


@pytest.mark.parametrize(("body", "why"), [
    (b"", "empty"),
    (b"%PDF-1.4 museums", "PDF"),
    (b"@book{a, title={Museums}}", "This is no table."),
    (b"PK\x03\x04 not a workbook", "damaged"),
    (b"x" * (view.MOST * 300), "too long for the browser"),
])  # fmt: skip
def test_a_file_that_is_no_list_is_refused_on_the_page(body, why, as_, dora):
    answer = given(as_(dora), body)
    assert answer.status_code == 422
    assert why in answer.text
    assert not Institution.objects.exists()


def test_rows_that_cannot_be_read_say_why_and_the_others_come_in(as_, dora):
    page = given(as_(dora), b"Name,City\n,Puebla\nHall of Tides,Puebla,3,4\nDome of Stars,Turin\n" + b"x" * 300 + b",Bari\n")
    for words in ("It has no name.", "more cells than the table has columns", "Dome of Stars", "more than 200 letters"):
        assert words in page.text


@pytest.mark.parametrize("kept", ["", "!", "AAAA", "eJw="])
def test_what_does_not_come_back_as_it_went_is_refused(kept, as_, dora):
    assert as_(dora).post(ADDRESS, {"kept": kept, "do": "carry"}).status_code == 422


def test_letters_of_another_charset_are_read_and_garbled_ones_told_of(as_, dora):
    browser = as_(dora)
    assert "Musée de l’Été" in given(browser, "Nom;Ville\nMusée de l’Été;Orléans\n".encode("cp1252")).text
    page = given(browser, "name,city\nMusée,Orléans\n".encode().decode("cp1252").encode())
    assert "letters are garbled" in page.text
    assert "letters are garbled" not in given(browser, "name,city\nMusée,Orléans\n".encode()).text


def test_forty_columns_are_no_trouble_and_three_hundred_are_refused(as_, dora):
    browser = as_(dora)
    for number, status in ((39, 200), (300, 422)):
        header = ",".join(["Name", *(f"c{one}" for one in range(number))])
        assert given(browser, f"{header}\nHall of Tides{',x' * number}\n".encode()).status_code == status


def test_a_list_with_too_much_for_a_page_says_so(as_, dora, monkeypatch):
    monkeypatch.setattr(view, "MOST", 1)
    assert "too long for the browser" in given(as_(dora), TWO).text


def test_what_may_be_the_same_leads_to_the_decision(as_, dora):
    Institution.objects.create(name="Hall of Tides", place="Puebla", country="MX")
    browser = as_(dora)
    page = given(browser, TWO)
    assert "1 may be the same as others" in page.text
    assert confirmed(browser, page).headers["Location"] == "/institutions/pairs/"
    assert Pair.objects.count() == 1
