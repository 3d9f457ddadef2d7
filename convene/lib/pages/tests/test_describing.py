from __future__ import annotations

import json
import time
import unicodedata
from html import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convene.lib.pages import Description, Licence, described, limits

URL = "https://museum.example/heat/"
BY = Licence("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")


def page(head: str, body: str = "", language: str = "") -> bytes:
    return (
        f"<!doctype html><html{language and f' lang={language}'}><head>{head}</head><body>{body}</body></html>".encode()
    )


def meta(**said: str) -> str:
    return "".join(
        f'<meta {"property" if "og:" in name else "name"}="{name}" content="{escape(value)}">'
        for name, value in ((name.replace("__", ":").replace("_ _", "."), value) for name, value in said.items())
    )


def linked(*objects: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in objects)


def test_open_graph_is_read():
    said = meta(
        og__title="Heat Watch | Science Museum", og__site_name="Science Museum", og__description="Map the hottest streets.",
        og__image="/tank.jpg", og__url="https://www.museum.example/heat-watch", og__locale="es_mx",
    )  # fmt: skip
    assert described(page(said), URL) == Description(
        url="https://www.museum.example/heat-watch", title="Heat Watch", description="Map the hottest streets.", language="es-MX",
        publisher="Science Museum", image="https://museum.example/tank.jpg",
    )  # fmt: skip


def test_dublin_core_is_read():
    said = "".join(
        f'<meta name="{name}" content="{value}">'
        for name, value in (
            ("DC.title", "Guía de campo"), ("DC.creator", "Lima, Ana"), ("DC.creator", "Osei, Ben"), ("DC.language", "es"),
            ("DCTERMS.issued", "2021-3-9"), ("DC.publisher", "Network"), ("DCTERMS.license", "http://creativecommons.org/licenses/by/4.0"),
            ("DC.subject", "heat; streets"), ("DC.description", "A &amp; B"),
        )
    )  # fmt: skip
    found = described(page(said), URL)
    assert (found.title, found.authors, found.language) == ("Guía de campo", ("Lima, Ana", "Osei, Ben"), "es")
    assert (found.published, found.publisher, found.licence) == ("2021-03-09", "Network", BY)
    assert (found.keywords, found.description) == (("heat", "streets"), "A & B")


def test_what_scholarly_pages_say_is_read():
    said = meta(
        citation_title="Evaluating a dialogue", citation_publication_date="2019/11", citation_doi="doi:10.1000/xyz.123.",
        citation_pdf_url="paper.pdf", citation_language="en", citation_keywords="dialogue, evaluation",
    ) + '<meta name="citation_author" content="Cleo Park"><meta name="citation_author" content="Dora Quist">'  # fmt: skip
    found = described(page(said + meta(og__title="Evaluating a dialogue - Journal")), URL)
    assert (found.title, found.authors, found.published) == (
        "Evaluating a dialogue",
        ("Cleo Park", "Dora Quist"),
        "2019-11",
    )
    assert (found.doi, found.file) == ("10.1000/xyz.123", "https://museum.example/heat/paper.pdf")
    assert found.keywords == ("dialogue", "evaluation")


def test_schema_org_is_read_and_what_the_page_is_about_comes_first():
    graph = {"@context": "https://schema.org", "@graph": [
        {"@type": "WebSite", "name": "Not this"}, {"@type": ["BreadcrumbList"], "name": "Nor this"}, {"@type": "WebPage", "name": "Nor that"},
        {"@type": ["CreativeWork", "LearningResource"], "name": "Build a sensor", "description": "In <b>six</b> steps.",
         "author": [{"@type": "Person", "name": "Ana Lima"}, "Ben Osei"], "publisher": {"@type": "Organization", "name": "Network"},
         "license": {"@id": "https://creativecommons.org/licenses/by/4.0/deed.es"}, "inLanguage": ["pt-br"], "datePublished": "2020-05-06T10:00Z",
         "keywords": "air, sensors", "image": {"url": "https://museum.example/a.png"}, "identifier": "https://doi.org/10.5281/zenodo.7"},
    ]}  # fmt: skip
    found = described(page("<title>Build a sensor | Network</title>" + linked(graph)), URL)
    assert found == Description(
        url=URL, title="Build a sensor", description="In six steps.", language="pt-BR", licence=BY, authors=("Ana Lima", "Ben Osei"),
        publisher="Network", published="2020-05-06", keywords=("air", "sensors"), kind="CreativeWork",
        image="https://museum.example/a.png", doi="10.5281/zenodo.7",
    )  # fmt: skip


def test_html_itself_is_read_where_nothing_better_is_there():
    body = "<h1>Heading</h1><p>Short.</p><p>" + "A first paragraph that says what it is about. " * 3 + "</p>"
    found = described(page("<title> A\n title </title>", body, "fr"), URL)
    assert (found.title, found.language, found.url) == ("A title", "fr", URL)
    assert found.description.startswith("A first paragraph")
    assert described(page("", body), URL).title == "Heading"


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<a rel="license" href="https://creativecommons.org/licenses/by-nc-sa/3.0/us/">x</a>', "CC-BY-NC-SA-3.0"),
        ('<link rel="license" href="https://creativecommons.org/publicdomain/zero/1.0/">', "CC0-1.0"),
        ('<a href="http://creativecommons.org/licenses/by/4.0/">CC</a>', "CC-BY-4.0"),
        ('<a href="https://creativecommons.org/licenses/by/4.0/">a</a><a href="https://creativecommons.org/licenses/by-sa/4.0/">b</a>', None),
        ('<meta name="dc.rights" content="This work is in the public domain.">', "CC-PDM-1.0"),
        ('<meta name="copyright" content="All rights reserved">', None),
        ('<a rel="license" href="https://example.org/our-terms">x</a>', None),
    ],
)  # fmt: skip
def test_a_licence_is_known_by_its_code(html, code):
    found = described(page("", html), URL).licence
    assert (found.code if found else None) == code


def test_a_page_cannot_send_us_to_another_site_or_into_a_script():
    said = meta(og__url="https://other.example/", og__image="javascript:alert(1)", citation_pdf_url="data:text/html,x")
    found = described(page(said + '<link rel="canonical" href="//other.example/x"><base href="file:///etc/">'), URL)
    assert (found.url, found.image, found.file) == (URL, "", "")


def test_a_title_that_would_mislead_is_straightened():
    found = described(page("<title>Invoice \u202egpj.exe\u0000\u200b &lt;b&gt;bold&lt;/b&gt;</title>"), URL)
    assert found.title == "Invoice gpj.exe bold"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        ("<title>Café</title>".encode(), ""),
        ("<title>Café</title>".encode("latin-1"), ""),
        ("<title>Café</title>".encode("latin-1"), "iso-8859-1"),
        (b"\xff\xfe" + "<title>Café</title>".encode("utf-16-le"), "utf-8"),
        ("<meta charset=windows-1252><title>Café</title>".encode("cp1252"), ""),
        ('<meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Café</title>'.encode(), "rot13"),
        ('<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Café</title></head></html>'.encode(), ""),
    ],
)  # fmt: skip
def test_a_page_is_read_however_it_was_written(content, charset):
    assert described(content, URL, charset).title == "Café"


@given(st.binary(max_size=600) | st.text(max_size=600).map(str.encode), st.text(max_size=20))
@settings(deadline=None)
@example(b"\xff\xfe\x00", "utf-16")
@example(b'<script type="application/ld+json">[[[[{"@type":{"@type":[]}}]]]]</script>', "")
@example(b'<script type="application/ld+json">{"@type":"Article","name":{"x":{"y":1}},"author":[[["z"]]]}</script>', "")
@example(b'<link rel=canonical href="http://[x"><base href="http://[::1">', "")
def test_nothing_that_a_page_says_does_harm(content, charset):
    found = described(content, URL, charset)
    for text in (found.title, found.description, found.publisher, *found.authors, *found.keywords):
        assert text == " ".join(text.split())
        assert text.encode().decode() == text
        assert not set(map(unicodedata.category, text)) & {"Cc", "Cs", "Zl", "Zp"}
        assert "\u202e" not in text
    for address in (found.url, found.image, found.file):
        assert address == "" or address.startswith(("http://", "https://"))
    assert len(found.title) <= limits.TITLE
    assert len(found.description) <= limits.DESCRIPTION


WORD = st.text("abcdefghijklmnñéüßжאم日", min_size=1, max_size=12)
LINE = st.lists(WORD, min_size=1, max_size=6).map(" ".join)


@given(
    LINE,
    LINE,
    st.lists(LINE, max_size=4, unique_by=str.casefold),
    st.sampled_from(["en", "es", "pt-BR"]),
    st.sampled_from(["og", "dc", "ld"]),
)
@settings(deadline=None, max_examples=60)
def test_whatever_vocabulary_it_is_said_in_it_is_read_as_it_was_meant(title, about, authors, language, vocabulary):
    authors = [one for one in authors if one.casefold() not in {"admin", "editor", "author"}]
    if vocabulary == "ld":
        work = {"@type": "LearningResource", "name": title, "description": about, "author": [{"name": one} for one in authors],
                "inLanguage": language, "license": BY.url}  # fmt: skip
        content = page(linked(work))
    elif vocabulary == "dc":
        said = [("dc.title", title), ("dc.description", about), ("dc.language", language), ("dc.rights", BY.url)]
        said += [("dc.creator", one) for one in authors]
        content = page("".join(f'<meta name="{name}" content="{value}">' for name, value in said))
    else:
        said = meta(og__title=title, og__description=about, og__locale=language.replace("-", "_"))
        said += "".join(f'<meta property="article:author" content="{one}">' for one in authors)
        content = page(f'{said}<link rel="license" href="{BY.url}">')
    found = described(content, URL)
    assert (found.title, found.description, list(found.authors), found.language, found.licence) == (
        title,
        about,
        authors,
        language,
        BY,
    )


@pytest.mark.parametrize(
    "content",
    [
        b"<div>" * 400_000,
        b"<p " + b"a " * 900_000,
        b"<!--" * 500_000,
        b"<a href=creativecommons.org/" * 70_000,
        b"<meta name=author content='" + b"a;" * 900_000 + b"'>",
        b"<title>" + b"&lt;" * 400_000,
        b"<script type='application/ld+json'>" + b"[" * 200_000,
        b"<script type='application/ld+json'>" + b'{"@type":"Article","a":' * 9_000,
        b"<meta " + b"charset " * 200_000,
        ("<meta name=dc.rights content='" + "creative commons attribution " * 60_000 + "'>").encode(),
        b"<script type='application/ld+json'>" + b'{"@type":"A","n":' + b"9" * 200_000 + b"}</script>",
    ],
)
def test_a_page_made_to_cost_time_costs_little(content):
    begun = time.process_time()
    described(content, URL)
    assert time.process_time() - begun < 2


def test_real_pages_say_what_they_are(real_data: object):
    pages = sorted(real_data("resources/citizenscience-gov-toolkit/case-study").glob("*.html"))
    assert len(pages) == 24
    assert all(described(one.read_bytes(), URL) for one in pages)
