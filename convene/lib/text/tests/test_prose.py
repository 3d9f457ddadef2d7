from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convene.lib.text import cook
from convene.lib.text.kitchen import cooked
from convene.lib.text.prose import is_prose, prose_html

WORDS = {"quote": "q", "signature": "s"}
PIECES = st.sampled_from(
    [
        "a",
        "B",
        "word",
        "Zoë",
        "наука",
        "1",
        "12",
        ".",
        ",",
        "!",
        "?",
        ";",
        "'",
        '"',
        "(",
        ")",
        "-",
        "+",
        "#",
        "=",
        ":",
        "/",
        "%",
        "{",
        "}",
    ]
    + [
        "$",
        "^",
        " ",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\n\n\n",
        "e.g.",
        "a.b",
        "org",
        "\u2028",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\u2029",
        "\x85",
        "—",
    ]
)


@settings(max_examples=600, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60)))
@example("a.\n b")
@example("Hi \n there\n\n\n you")
@example("\n")
@example("a\n===")
def test_the_quick_way_gives_what_the_long_way_gives(source):
    if is_prose(source):
        long_way = cooked(source, {}, WORDS)
        assert prose_html(source) == long_way["html"]
        assert cook(source).excerpt == long_way["excerpt"]


@pytest.mark.parametrize(
    "source", ["Good morning!\nHow did it go?\n\nBest,\nAnna", "It took 3 hours (or 4), e.g. on Monday."]
)
def test_ordinary_prose_takes_the_quick_way(source):
    assert is_prose(source)


def test_a_kilobyte_of_plain_text_cooks_quickly():
    source = ("We tried this at our museum last year, with about 40 families, and it went well.\n\n" * 13)[:1024]
    quickest = 1.0
    for _ in range(20):
        started = time.process_time()
        for _ in range(10):
            cook(source)
        quickest = min(quickest, (time.process_time() - started) / 10)
    assert quickest < 0.0008
