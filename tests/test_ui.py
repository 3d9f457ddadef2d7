"""The visual language: one stylesheet, readable in both schemes, nothing inline, everything shown in the catalogue."""

from __future__ import annotations

import datetime as dt
import json
import math
import re
from pathlib import Path

import html5lib
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from django.utils import timezone

from convene.lib.ui import stylesheet
from convene.lib.ui.emblem import emblem
from convene.lib.ui.marks import STATES
from convene.lib.ui.paging import page_steps
from convene.lib.ui.views import PAGES, SECTIONS

PACKAGE = Path(stylesheet.__file__).parents[2]
UI = PACKAGE / "lib" / "ui"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
TOKENS = (UI / "css" / "1-tokens.css").read_text()
CSS = stylesheet.stylesheet()

# What is written on what, and how much contrast it needs
READ = [
    *(
        ("ink", ground, 7)
        for ground in ("paper", "surface", "sunken", "brand-tint", "ember-tint", "good-tint", "bad-tint")
    ),
    *(
        ("ink-soft", ground, 4.5)
        for ground in ("paper", "surface", "sunken", "brand-tint", "ember-tint", "good-tint", "bad-tint")
    ),
    *(("brand", ground, 4.5) for ground in ("paper", "surface", "sunken", "brand-tint", "good-tint")),
    *((tone, f"{tone}-tint", 4.5) for tone in ("brand", "ember", "good", "bad")),
    *((f"{tone}-ink", tone, 4.5) for tone in ("brand", "ember", "good", "bad", "sun")),
    *(("bad", ground, 4.5) for ground in ("paper", "surface")),
    *(("ember", ground, 4.5) for ground in ("paper", "sunken")),
    *(("line-strong", ground, 3) for ground in ("paper", "surface", "sunken")),
    *(("brand", ground, 3) for ground in ("paper", "surface", "sunken", "good-tint")),
]


def luminance(token: str, scheme: str) -> float:
    """Relative luminance (WCAG) of a colour token, from OKLCH by way of linear sRGB."""
    pair = re.search(rf"--{token}: light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)", TOKENS)
    assert pair, token
    light, chroma, hue = (float(part.rstrip("%")) for part in pair[1 + ["light", "dark"].index(scheme)][6:-1].split())
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l_, m_, s_ = (
        (light / 100 + x * a + y * b) ** 3
        for x, y in ((0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480))
    )
    rgb = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )
    red, green, blue = (min(1.0, max(0.0, channel)) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), READ, ids=lambda value: str(value))
def test_what_is_written_can_be_read(ink, ground, least, scheme):
    one, other = sorted((luminance(ink, scheme), luminance(ground, scheme)))
    assert (other + 0.05) / (one + 0.05) >= least


def test_the_stylesheet_is_its_parts_put_together():
    assert stylesheet.WHOLE.read_text() == CSS, "run: make css"


def test_every_file_that_the_stylesheet_names_is_there():
    for name in re.findall(r'url\("([^"]+)"\)', CSS):
        assert (stylesheet.WHOLE.parent / name).is_file()


def test_the_fonts_come_with_their_licences():
    for family in ("atkinson-hyperlegible-next", "bricolage-grotesque"):
        assert "SIL OPEN FONT LICENSE" in (UI / "static" / "fonts" / f"LICENSE-{family}.txt").read_text().upper()


def test_no_template_has_anything_inline_that_the_content_policy_forbids():
    forbidden = re.compile(
        r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))"
    )
    assert not {str(path): found for path in TEMPLATES if (found := forbidden.findall(path.read_text()))}


def test_every_class_that_a_template_uses_is_in_a_stylesheet():
    styles = CSS + "".join(sheet.read_text() for sheet in PACKAGE.glob("*/*/static/*/*.css"))
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", styles))
    unknown = {}
    for path in TEMPLATES:
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", " ", path.read_text(), flags=re.DOTALL)
        used = {name for names in re.findall(r'class="([^"]*)"', text) for name in names.split()}
        if missing := {name for name in used - known if not name.endswith("-")}:
            unknown[str(path.relative_to(PACKAGE))] = missing
    assert unknown == {}


def test_every_component_is_in_the_catalogue():
    shown = " ".join(part.read_text() for part in (UI / "templates" / "ui" / "catalogue").glob("*.html"))
    for component in (UI / "templates" / "ui").glob("*.html"):
        for macro in re.findall(r"{% macro (\w+)", component.read_text()):
            inner = macro in {"aside", "optional", "toolbar", "draft", "states", "messages"}
            assert inner or re.search(rf"\b{macro}\(", shown), f"{component.stem}: {macro}"


@pytest.fixture
def look(client):
    """The page at an address of the catalogue, as a tree."""
    try:
        resolve("/ui/")
    except Resolver404:
        pytest.fail("the catalogue is missing: the suite runs with DEVELOPMENT=1")

    def page(address: str):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "unsafe" not in answer["Content-Security-Policy"]
        return html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)

    return page


def test_the_catalogue_shows_every_state_by_word_and_shape(look, db):
    page = look("/ui/")
    words = {
        "".join(tag.itertext()).strip()
        for tag in page.findall(".//span[@class]")
        if len(tag) and tag[0].tag.endswith("svg")
    }
    assert {str(word) for _tone, word, _shape in STATES.values()} <= words
    assert {section.get("id") for section in page.findall(".//section[@id]")} >= set(SECTIONS)


def test_what_belongs_together_is_tied_together(look, db):
    page = look("/ui/")
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "form"):
        for node in page.iter():
            assert set((node.get(attribute) or "").split()) <= set(ids), (node.tag, attribute, node.attrib)


def test_every_field_with_an_error_says_so_and_is_reached_from_the_summary(look, db):
    page = look("/ui/")
    summary = page.find(".//div[@role='alert']")
    ids = {node.get("id") for node in page.iter()}
    targets = [link.get("href")[1:] for link in summary.findall(".//a")]
    assert len(targets) == 4
    assert set(targets) <= ids
    wrong = [node.get("name") for node in page.iter() if node.get("aria-invalid") == "true"]
    assert {"wrong-name", "wrong-email", "wrong-zone"} <= set(wrong)


@pytest.mark.parametrize("name", PAGES)
def test_pages_that_are_hard_to_reach_have_one_heading_and_a_way_back(name, look, db):
    page = look(f"/ui/pages/{name}/")
    assert len(page.findall(".//h1")) == 1
    assert page.find(".//main//h1").itertext()
    assert name == "text" or page.findall(".//main//a[@href]")


@pytest.mark.parametrize("name", ["400.html", "500.html", "errors/503.html"])
def test_pages_for_bad_moments_need_neither_reader_nor_database(name):
    assert "<h1>" in render_to_string(name, {"sentence": "Not now.", "again": "/"})


@pytest.fixture
def frame():
    """The frame of a page as somebody sees it."""

    def render(viewer, path="/"):
        request = RequestFactory().get(path)
        request.user = viewer
        request.resolver_match = resolve(path)
        return render_to_string("base.html", {}, request)

    return render


def test_a_page_costs_no_query_by_itself(frame, ben, django_assert_num_queries):
    with django_assert_num_queries(0):
        frame(ben)


def test_the_bell_says_how_much_is_new(frame, ben):
    assert 'aria-label="Notifications"' in frame(ben)
    ben.unread_notifications = 1
    assert 'aria-label="Notifications, 1 new"' in frame(ben)
    ben.unread_notifications = 120
    assert ">99+</span>" in frame(ben)


def test_signed_out_readers_are_asked_in_and_members_find_their_own(frame, ben):
    stranger, member = frame(AnonymousUser()), frame(ben)
    assert "Sign in" in stranger
    assert "My topics" not in stranger
    assert "My topics" in member
    assert "Sign in" not in member


def test_members_find_people_in_the_menu_and_home_behind_the_name_visitors_the_other_way_round(frame, ben):
    stranger, member = (re.search(r'<nav aria-label="Main">(.*?)</nav>', frame(who), re.S) for who in (AnonymousUser(), ben))
    assert [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<a .*?</a>", member[1], re.S)] == [
        "Communities", "Library", "People", "Community science", "My topics", "Messages"
    ]  # fmt: skip
    assert 'href="/people/"' not in stranger[1]
    assert 'href="/"' in stranger[1]


def test_the_section_one_is_in_is_marked(frame):
    assert re.search(r'<a href="/communities/" aria-current="page">', frame(AnonymousUser(), "/communities/"))
    assert not re.search(r'<a href="/communities/" aria-current="page">', frame(AnonymousUser(), "/about/"))


def test_what_was_just_said_is_shown_where_it_is_announced(client, db):
    page = client.get("/ui/").content.decode()
    assert re.search(r'role="status"><p class="notice good">Your reply is posted\.', page)


def test_times_are_the_readers(settings):
    env = engines["jinja2"].env.now
    moment = dt.datetime(2025, 7, 1, 22, 30, tzinfo=dt.UTC)
    template = env.from_string("{{ when(moment) }}|{{ moment|datetime }}|{{ moment|iso }}")
    with timezone.override("Asia/Tokyo"):
        tag, words, iso = template.render(moment=moment).split("|")
    assert words == "2 July 2025, 07:30"
    assert iso == "2025-07-01T22:30:00Z"
    assert '<time datetime="2025-07-01T22:30:00Z" title="2 July 2025, 07:30">2 Jul 2025</time>' in tag


def test_members_words_are_escaped_and_mails_are_not():
    env = engines["jinja2"].env.now
    assert env.from_string("{{ _('Hello %(name)s', name=name) }}").render(name="<b>") == "Hello &lt;b&gt;"
    assert env.autoescape("people/mail/welcome.txt") is False
    assert env.autoescape("people/profile.html") is True


def test_an_emblem_is_always_the_same_small_and_its_own():
    slugs = [f"community-{number}" for number in range(200)]
    assert emblem("small-museums", "l") == emblem("small-museums", "l")
    assert len({emblem(slug) for slug in slugs}) == len(slugs)
    assert max(len(emblem(slug)) for slug in slugs) < 1200
    drawing = html5lib.parseFragment(emblem("<script>"), namespaceHTMLElements=False)[0]
    assert drawing.get("aria-hidden") == "true"
    assert len(drawing) == 4


@pytest.mark.parametrize(
    ("number", "last", "steps"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (50, 100, [1, None, 49, 50, 51, None, 100]),
        (100, 100, [1, None, 99, 100]),
    ],
)
def test_a_pager_shows_both_ends_and_the_neighbours(number, last, steps):
    assert page_steps(number, last) == steps


def test_static_files_are_found_under_hashed_names_and_modules_find_each_other(settings, tmp_path):
    hashed = {"BACKEND": "convene.lib.ui.storage.HashedStatic"}
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": hashed}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    app = (tmp_path / names["js/app.js"]).read_text()
    assert f'"./{Path(names["js/when.js"]).name}"' in app.replace("'", '"')
    assert (
        Path(names["fonts/bricolage-grotesque-latin-wght-normal.woff2"]).name
        in (tmp_path / names["css/convene.css"]).read_text()
    )
