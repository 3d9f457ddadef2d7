from __future__ import annotations

import pytest
from django.utils import translation

from convene.lib.text import (
    RENDERER_VERSION,
    CookContext,
    clean_html,
    cook,
    excerpt,
    fold_markdown,
    plain,
    quote_markdown,
)

PEOPLE = {"ana": "Ana Ruiz", "ben-osei": "Ben Osei"}
CONTEXT = CookContext(resolve_mentions=lambda handles: {handle: PEOPLE[handle] for handle in handles & PEOPLE.keys()})


def html(source: str) -> str:
    return cook(source, CONTEXT).html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Hello *there*", "<p>Hello <em>there</em></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("# Title", "<h3>Title</h3>\n"),
        ("###### Deep", "<h6>Deep</h6>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>\n"),
        ("```python\nx = 1\n```", '<pre tabindex="0"><code class="language-python">x = 1\n</code></pre>\n'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("open setup.py first", "<p>open setup.py first</p>\n"),
        (
            "> |a|\n> |-|\n>",
            '<blockquote>\n<div class="wide" tabindex="0"><table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n'
            "</table></div>\n</blockquote>\n",
        ),
        ("", ""),
    ],
)
def test_markdown_becomes_html(source, expected):
    assert html(source) == expected


def test_links_say_that_we_do_not_vouch_for_them():
    assert (
        html("www.example.org")
        == '<p><a href="https://www.example.org" rel="nofollow ugc noopener">www.example.org</a></p>\n'
    )


def test_a_column_is_aligned_by_a_class():
    assert '<td class="align-right">2</td>' in html("| a | b |\n|:-:|--:|\n| 1 | 2 |")


def test_a_mention_links_to_a_person_who_exists():
    cooked = cook("Thanks @Ana, and @nobody. Ask @ben-osei!", CONTEXT)
    assert (
        '<a href="/people/ana/" class="mention" rel="nofollow ugc noopener">@Ana Ruiz</a>, and @nobody' in cooked.html
    )
    assert cooked.mentions == ["ana", "ben-osei"]
    assert cooked.excerpt == "Thanks @Ana Ruiz, and @nobody. Ask @Ben Osei!"


@pytest.mark.parametrize(
    "source",
    [
        "`@ana`",
        "```\n@ana\n```",
        "ana@ana.org",
        "me@ana",
        "[@ana](https://a.org)",
        "https://a.org/@ana",
        "a.org/@ana",
        "@ana@a.org",
        "\\@ana",
    ],
)
def test_what_only_looks_like_a_mention_is_none(source):
    assert cook(source, CONTEXT).mentions == []


@pytest.mark.parametrize("word", ["all", "everyone", "Everybody", "here", "channel"])
def test_nobody_can_mention_everybody(word):
    asked: set[str] = set()
    cooked = cook(f"Hello @{word} and @ana!", CookContext(resolve_mentions=lambda handles: asked.update(handles) or {}))
    assert asked == {"ana"}
    assert cooked.mentions == []


def test_our_own_pictures_are_shown_and_open_whole():
    cooked = cook("![A tank](/files/abcdefgh12/1600/tank.jpg)")
    assert (
        '<a href="/files/abcdefgh12/tank.jpg" rel="nofollow ugc noopener">'
        '<img src="/files/abcdefgh12/1600/tank.jpg" alt="A tank" loading="lazy" decoding="async"></a>'
    ) in cooked.html
    assert cooked.files == ["abcdefgh12"]


@pytest.mark.parametrize(
    "address", ["https://spy.example/x.png", "//spy.example/x.png", "/files/../x", "/account/logout/", "x.png"]
)
def test_a_picture_from_elsewhere_becomes_a_link(address):
    cooked = cook(f"![Look]({address})")
    assert "<img" not in cooked.html
    assert f'<a href="{address}" rel="nofollow ugc noopener">Look</a>' in cooked.html
    assert cooked.files == []


def test_quoted_text_and_signatures_fold():
    cooked = cook(
        "Yes.\n\n"
        + fold_markdown("quote", "> Shall we?\n:::\nOr not?")
        + "\n"
        + fold_markdown("signature", "-- \nAnna")
    )
    assert '<details class="folded"><summary>Show quoted text</summary>\n<blockquote>' in cooked.html
    assert '<details class="folded"><summary>Show signature</summary>' in cooked.html
    assert cooked.html.count("</details>") == 2
    assert cooked.excerpt == "Yes."
    assert excerpt(cooked.html) == "Yes."


def test_an_excerpt_passes_over_folds_within_folds():
    cooked = cook(fold_markdown("quote", "one\n" + fold_markdown("quote", "two") + "three") + "\nMine.")
    assert cooked.html.count("<details") == 2
    assert cooked.excerpt == excerpt(cooked.html) == "Mine."


def test_the_words_of_a_fold_do_not_depend_on_who_writes():
    with translation.override("de"):
        assert "Show quoted text" in html(fold_markdown("quote", "x"))


def test_a_quote_names_whom_it_quotes():
    cooked = cook(quote_markdown("Ana [the] *Great*", "/c/x/t/1/3/", "First\n\n- second"))
    assert '<a href="/c/x/t/1/3/" rel="nofollow ugc noopener">Ana [the] *Great*</a>' in cooked.html
    assert cooked.html.startswith("<blockquote>")
    assert "<li>second</li>\n</ul>\n</blockquote>" in cooked.html
    assert cooked.excerpt == ""


def test_links_and_files_are_noted_once():
    cooked = cook("https://a.org and https://a.org and [f](/files/abcdefgh12/plan.pdf)")
    assert cooked.links == ["https://a.org", "/files/abcdefgh12/plan.pdf"]
    assert cooked.files == ["abcdefgh12"]
    assert cooked.version == RENDERER_VERSION


def test_an_excerpt_ends_after_a_word():
    short = cook("many words " * 60).excerpt
    assert len(short) <= 300
    assert short.endswith(("many…", "words…"))


def test_html_becomes_text_with_its_lines():
    assert (
        plain("<p>One &amp; two<br>three</p><ul><li>four</li><li>five</li></ul>") == "One & two\nthree\n\nfour\n\nfive"
    )


def test_html_from_outside_keeps_its_shape_below_our_headings():
    assert clean_html("<h1>Hi</h1><p>a <b>b</b></p><script>x</script>") == "<h3>Hi</h3><p>a <b>b</b></p>"


def test_half_a_character_does_no_harm():
    assert "\ufffd" in html("a \ud800 b")
    assert "\ufffd" in clean_html("<p>\udc00</p>")
