"""Plain text becomes Markdown that looks like it was written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from convene.lib.mail.blocks import to_markdown
from convene.lib.mail.escape import escape

HTML = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])


def markdown(text: str) -> str:
    return to_markdown(text.strip("\n").split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "*not bold* and _not slanted_ and **neither** is __this__",
        "1) first",
        "1986. A great year.",
        "<b>tag</b> and &amp; and <!-- no comment -->",
        "[text](http)",
        "![alt][ref]",
        "[ref]: nowhere",
        "`code` and ~~gone~~",
        "back\\slash \\* and \\",
        "+ one",
        "- Ana",
        ":::quote",
        "> not quoted",
        "| a | b |",
        "~~~ no fence",
        "=== no underline",
        "snake_case_name and 2 * 3 * 4",
        "R_HOME = _x_",
    ],
)
def test_nothing_becomes_markup_by_accident(text):
    html = HTML.render(escape(text))
    assert re.fullmatch(r"<p>.*</p>\n", html, re.DOTALL)
    assert not re.search(r"<(?!/?p>|br)", html)
    shown = re.sub(r"</?p>", "", html).strip()
    assert shown == text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@settings(max_examples=150, deadline=None)
@given(st.text("a1 *_`~[]()!<>&#+-=|:.@\\\n", max_size=80))
def test_no_mixture_of_signs_becomes_markup(text):
    html = HTML.render(markdown(text))
    assert not re.search(r"<(em|strong|h\d|table|s|img|a|blockquote)\b", html)


@settings(max_examples=150, deadline=None)
@given(st.text("ab1 *_`~[]()!<>&#\\-:.@", max_size=60))
def test_every_word_is_still_there(text):
    html = HTML.render(escape(text.strip() or "a"))
    assert re.findall(r"\w+", text.strip() or "a") == re.findall(
        r"\w+", re.sub(r"&(amp|lt|gt|quot);|<[^>]*>", " ", html)
    )


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("See http://x.example/a_b_c.", "See <http://x.example/a_b_c>."),
        ("(see <http://x.example/>)", "(see <http://x.example/>)"),
        ("<URL:http://x.example/>", "<http://x.example/>"),
        ("http://x.example/a_(b), ok", "<http://x.example/a_(b)>, ok"),
        ("www.x.example", "[www.x.example](http://www.x.example)"),
    ],
)
def test_web_addresses_stay_links(text, result):
    assert escape(text) == result


def test_somebody_named_with_an_at_sign_is_not_called():
    assert escape("@ana see this") == "\\@ana see this"


def test_wrapped_prose_flows_and_short_lines_stay():
    text = """
We tried the kits at the river on Sunday and the numbers came out much
higher than last year, so we would like to know what others have seen.

Kind regards
Ana Lee
Museum of Water
"""
    assert markdown(text) == (
        "We tried the kits at the river on Sunday and the numbers came out much higher than last year,"
        " so we would like to know what others have seen.\n\nKind regards\\\nAna Lee\\\nMuseum of Water"
    )


def test_a_poem_keeps_its_lines():
    assert markdown("The rain it rains\nupon the just\nand on the unjust fella") == (
        "The rain it rains\\\nupon the just\\\nand on the unjust fella"
    )


def test_bullets_become_a_list_and_its_lines_flow():
    text = """
We need:
  * kits for the pH of river water, enough of them for forty people in all
    and for two days
  * gloves
"""
    assert markdown(text) == (
        "We need:\n\n- kits for the pH of river water, enough of them for forty people in all and for two"
        " days\n- gloves"
    )


def test_numbers_in_order_become_a_list_and_others_do_not():
    assert markdown("1. one\n2. two") == "1. one\n2. two"
    assert markdown("1. one\n\n2. two") == "1. one\n\n2. two"
    assert markdown("4. one\n9. two") == "4\\. one\\\n9\\. two"


def test_code_keeps_its_columns():
    text = """
Try this:

for (i in 1:10) {
    x[i] <- mean(y[, i])
}

plot(x)

It works here.
"""
    code = "```\nfor (i in 1:10) {\n    x[i] <- mean(y[, i])\n}\n\nplot(x)\n```"
    assert markdown(text) == f"Try this:\n\n{code}\n\nIt works here."


def test_a_table_keeps_its_columns():
    text = "name      pH    note\nriver     7.1   clear\nlake      6.8   brown"
    assert markdown(text) == f"```\n{text}\n```"


def test_a_patch_is_one_piece_of_code():
    text = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n # title\n-old\n+new\n\n-- \nend"
    assert markdown(text).startswith("```\ndiff --git a/x b/x\n")
    assert "+new" in markdown(text)


def test_a_fence_is_longer_than_any_in_it():
    block = "x <- 1;\n```\ny <- 2;\n```\nz <- 3;"
    assert markdown(block).startswith("````\n")


def test_rules_are_rules():
    assert markdown("above\n-----------\nbelow") == "above\n\n---\n\nbelow"


def test_hostile_lines_take_linear_time():
    for text in (
        "[" * 200_000,
        "*" * 200_000,
        "a" * 200_000,
        "a_" * 100_000,
        "<" * 200_000,
        "( " * 100_000,
        "http://" * 30_000,
    ):
        assert markdown(text)
    for line in ("- a", "1. a", "    a", "a  b  c", "> > >", "=" * 70, "if (", "a = b"):
        assert markdown("\n".join([line] * 8_000))
