from __future__ import annotations

import re

import pytest

from convene.lib.text import CookContext, clean_html, cook, excerpt, plain, safe
from convene.lib.text.names import clean_file_name, clean_name

from .corpus import SOURCES
from .looks import faults

PLACES = (
    "{}",
    "[a]({})",
    "[a](<{}>)",
    "![a]({})",
    '[a](b "{}")',
    "<{}>",
    "[a]: {}\n\n[a]",
    "> {}",
    "```{}\nx\n```",
    ":::quote\n{}\n:::",
)


SHARP = re.compile(r"[<>&:=(]")


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_executable_survives_cooking(name, real_data):
    payloads = set(SOURCES[name](real_data("badinput") / name))
    assert len(payloads) > 20
    bad = {
        place.format(payload): found
        for payload in payloads
        for place in (PLACES if len(payload) < 2_000 and SHARP.search(payload) else PLACES[:1])
        if (found := faults(cook(place.replace("{}", payload), CookContext(resolve_mentions=dict.fromkeys)).html))
    }
    assert not bad


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_executable_survives_cleaning(name, real_data):
    bad = {
        payload: found
        for payload in SOURCES[name](real_data("badinput") / name)
        if (found := faults(clean_html(payload)))
    }
    assert not bad


@pytest.mark.parametrize("name", SOURCES)
def test_excerpts_and_names_of_payloads_hold_no_control_characters(name, real_data):
    for payload in SOURCES[name](real_data("badinput") / name):
        html = clean_html(payload)
        assert "<script" not in str(safe(html)).lower()
        assert len(excerpt(html, 200)) <= 200
        plain(html)
        for text in (clean_name(payload), clean_file_name(payload)):
            assert not any(
                ord(letter) < 32 or letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200b" for letter in text
            )


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>x</p>",
        '<a href="java&#10;script:alert(1)">x</a>',
        '<a href="data:text/html,<script>alert(1)</script>">x</a>',
        '<img src="https://spy.example/pixel.gif" onerror=alert(1)>',
        '<img src="/files/../staff/">',
        '<p style="background:url(https://spy.example)">x</p>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        '<form action="/account/logout/"><button>x</button></form>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<p class="dialog" id="csrf">x</p>',
        '<base href="https://evil.example">',
        '<meta http-equiv="refresh" content="0">',
    ],
)
def test_html_from_outside_keeps_only_what_the_list_names(html):
    assert faults(clean_html(html)) == []


def test_the_look_finds_what_is_bad():
    assert faults('<p onclick="x"><a href="javascript:x">y</a><script>z</script></p>') != []
    assert faults('<img src="https://spy.example/x.gif">') != []
