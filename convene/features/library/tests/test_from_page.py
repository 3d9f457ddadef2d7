"""A resource that begins with the address of a page: read safely, shown to be corrected."""

from __future__ import annotations

import re

import httpcore
import pytest
from django.core.cache import cache
from django.http import JsonResponse

from convene.core.drafts.actions import keep
from convene.core.drafts.models import place_of
from convene.features.library.models import Resource
from convene.features.library.views import from_page
from convene.lib.http import addresses
from convene.lib.http.tests.test_walls import NUMBERS, OTHERS
from convene.lib.http.tests.town import Town, opened

PAGE = b"""<html lang="es"><head><title>Sensores para vecinos | Museo del Delta</title>
<meta property="og:site_name" content="Museo del Delta"><meta name="description" content="Gu&iacute;a de pr&eacute;stamo.">
<meta name="citation_author" content="Lima, Ana"><meta name="citation_author" content="Osei, Ben">
<meta name="citation_publication_date" content="2019/05"><meta name="keywords" content="Alianzas, nada">
<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">
<script type="application/ld+json">{"@type": "Report", "name": "Sensores para vecinos"}</script></head>
<body><p>Hola</p></body></html>"""


@pytest.fixture
def town(monkeypatch):
    with opened(monkeypatch) as made:
        yield made


@pytest.fixture
def read(as_, ben, terms):
    """Has Ben's address read; gives the page."""
    cache.clear()
    terms()
    return lambda address: as_(ben).post("/library/add/from-page/", {"address": address, "community": "citizen-science"})


def value(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page) or re.search(
        rf'<input[^>]*value="([^"]*)"[^>]*name="{name}"', page
    )
    return found[1] if found else ""


def is_chosen(page: str, name: str, slug: str) -> bool:
    ways = rf'<input[^>]*name="{name}" value="{slug}"[^>]* checked|<option value="{slug}" selected'
    return re.search(ways, page) is not None


def test_what_a_page_says_of_itself_stands_in_the_form_to_be_corrected(read, town: Town):
    town.put("/guide", PAGE)
    answer = read(town.url("/guide"))
    page = answer.text
    assert answer.status_code == 200
    assert "what the page says of itself" in page
    assert (value(page, "title"), value(page, "year")) == ("Sensores para vecinos", "2019")
    assert value(page, "authors") == "Lima, Ana, Osei, Ben"
    assert "Guía de préstamo." in page
    assert town.url("/guide") in page
    for name, slug in (("licence", "cc-by-sa"), ("language", "es"), ("kind", "report"), ("topic", "partnerships")):
        assert is_chosen(page, name, slug), name
    assert 'action="/library/add/"' in page
    assert not Resource.objects.exists()
    assert town.asked == ["GET /robots.txt", "GET /guide"]


def test_a_new_resource_may_begin_with_an_address_and_one_that_is_there_does_not(as_, ben, draft):
    page = as_(ben).get("/library/add/").text
    assert ('action="/library/add/from-page/"' in page, 'name="address"' in page) == (True, True)
    assert 'name="address"' not in as_(ben).get(f"/library/{draft.pk}/edit/").text


def test_an_address_that_is_brought_along_stands_there_and_nobody_is_asked(as_, ben, terms, town):
    terms()
    page = as_(ben).get("/library/add/", {"address": town.url('/"><b>guide')})
    assert (page.status_code, town.asked) == (200, [])
    assert value(page.text, "address") == town.url("/&#34;&gt;&lt;b&gt;guide")
    assert as_(ben).get("/library/add/", {"address": "x" * 5_000}).status_code == 200


def test_a_page_that_says_nothing_leaves_the_form_to_its_writer(read, town):
    town.put("/", b"<p>Hello")
    answer = read(town.url("/"))
    assert (answer.status_code, value(answer.text, "authors")) == (200, "")


@pytest.mark.parametrize(
    ("path", "host", "sentence"),
    [
        ("/", "inside.example", "into a private network"),
        ("/to-inside", "open.example", "into a private network"),
        ("/", "nowhere.example", "no site of that name"),
        ("/gone", "open.example", "nothing at that address any more"),
        ("/round", "open.example", "leads on and on"),
        ("/a.pdf", "open.example", "no page but a file"),
        ("/secret", "open.example", "asks programs not to read this page"),
        ("/ill", "open.example", "does not answer just now"),
    ],
)
def test_each_refusal_is_a_sentence_and_the_address_is_kept(path, host, sentence, read, town):
    town.put("/robots.txt", b"User-agent: *\nDisallow: /secret", Content_Type="text/plain")
    town.leads("/to-inside", town.url("/", "inside.example"))
    town.leads("/round", "/round")
    town.put("/a.pdf", b"%PDF-1.7", Content_Type="application/pdf")
    town.put("/ill", status=500)
    answer = read(town.url(path, host))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.count(town.url(path, host)) >= 2  # beside the sentence, and among the links
    assert town.entered == []


def test_no_address_leads_inside_from_the_form(read, monkeypatch):
    tried: list[str] = []

    def knock(_self, host, *_rest):
        tried.append(host)
        raise httpcore.ConnectError("not in this test")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", knock)
    monkeypatch.setattr(addresses, "resolve", lambda _host, _port: ["127.0.0.1"])  # no name leads out either
    monkeypatch.setattr(from_page, "MOST", 1_000)
    monkeypatch.setattr(from_page, "form_page", lambda _request, context, status: JsonResponse(
        context["page"].errors, status=status
    ))  # fmt: skip
    for address in [*(f"http://{one}/" for one in NUMBERS), *OTHERS]:
        answer = read(address)
        assert (answer.status_code, list(answer.json())) == (422, ["address"]), address
    assert tried == []


@pytest.mark.parametrize("address", ["http://169.254.169.254/latest/meta-data/", "javascript:alert(1)", ""])
def test_an_address_that_is_refused_says_so_in_the_form(address, read):
    answer = read(address)
    assert answer.status_code == 422
    assert 'id="id_address_error"' in answer.text


def test_what_was_begun_is_not_written_over_and_whoever_comes_back_begins_anew(read, town, ben, community, as_):
    keep(ben, place_of(community, "library"), body="My own words.", title="")
    town.put("/guide", PAGE)
    page = read(town.url("/guide")).text
    assert "My own words." in page
    assert "préstamo" not in page
    assert value(page, "title") == "Sensores para vecinos"
    back = as_(ben).get("/library/add/from-page/")
    assert (back.status_code, back["Location"]) == (302, "/library/add/")


def test_nobody_sends_us_out_all_day(read, town, monkeypatch):
    monkeypatch.setattr(from_page, "MOST", 2)
    town.put("/", PAGE)
    assert [read(town.url("/")).status_code for _time in range(3)] == [200, 200, 429]
    assert town.asked.count("GET /") == 2


def test_whoever_has_no_community_is_not_sent_anywhere(as_, cleo, town):
    answer = as_(cleo).post("/library/add/from-page/", {"address": town.url("/")})
    assert answer.status_code == 403
    assert town.asked == []
