"""HTML mail as Markdown, cleaned first and bounded in size and depth."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, cast

import nh3
from markdownify import MarkdownConverter

MAX_HTML = 300_000
MAX_TAGS = 6_000
MAX_DEPTH = 40
KEPT = {"a", "b", "strong", "i", "em", "p", "br", "ul", "ol", "li", "blockquote", "pre", "code", "hr"}
KEPT |= {"h1", "h2", "h3", "h4", "h5", "h6", "del", "s"}
OPENING = re.compile(
    r"<(script|style|head|title|xml|svg|math|object|iframe|noscript|template|textarea|select)\b|<(!--)", re.IGNORECASE
)
DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:_-]{0,30})([^<>]{0,4000})>")
LINE_BLOCKS = {"div", "tr", "center", "address", "dd", "dt", "section", "article", "header", "footer", "table", "tbody"}
BOXES = {"td", "th"}
HREF = re.compile(r"href\s*=\s*(\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^\s>]{1,4000})", re.IGNORECASE)
SRC = re.compile(r"src\s*=\s*(\"[^\"]{0,4000}\"|'[^']{0,4000}')", re.IGNORECASE)
DECOR = re.compile(r"class\s*=\s*[\"'][^\"']{0,100}\b(?:emoji|avatar)\b", re.IGNORECASE)
ALT = re.compile(r"alt\s*=\s*(\"[^\"]{0,300}\"|'[^']{0,300}')", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{0,4000}>")
BREAKS = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*){2,}")


CALL = re.compile(r"(?<![\w.+\\-])@(?=\w)")
DIRECTIVE = re.compile(r"^(?=:::)", re.MULTILINE)
HARD_BREAKS = re.compile(r"(?:\\\n[ \t]*){2,}|\\\n(?=\s*\n)|\n[ \t]*\\(?=\n)")


def html_to_markdown(html: str, *, with_pictures: bool = False) -> tuple[str, bool]:
    """Markdown of HTML, and whether it was too much and only its text was kept.

    `with_pictures` keeps where pictures are; else, as in mail, only what is said in their place.
    """
    cut = len(html) > MAX_HTML
    simple, heavy = _simplify(html[:MAX_HTML], with_pictures=with_pictures)
    if heavy:
        return html_to_text(html), True
    clean = nh3.clean(
        simple,
        tags=KEPT | ({"img"} if with_pictures else set()),
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes={"http", "https", "ftp", "mailto"},
        link_rel=None,
    )
    try:
        markdown = _Converter(
            heading_style="atx", bullets="-", newline_style="backslash", strip_document="strip",
            keep_inline_images_in=["a", "h1", "h2", "h3", "h4", "h5", "h6", "li"],
        ).convert(clean)  # fmt: skip
    except RecursionError:
        return html_to_text(html), True
    markdown = BREAKS.sub("\n\n", HARD_BREAKS.sub("\n\n", markdown.replace("\xa0", " ")))
    return markdown.strip(), cut


class _Converter(MarkdownConverter):
    """Also lets nobody be called by name, and no words pass for a fold."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return DIRECTIVE.sub(r"\\", CALL.sub(r"\\@", cast(Any, super()).escape(text, parent_tags)))


def html_to_text(html: str) -> str:
    """The text of HTML alone, in linear time: for comparing, and for HTML that is too deep."""
    text = DECLARATION.sub(" ", _without_hidden(html[:MAX_HTML]))
    text = re.sub(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]{0,200}>", "\n", text, flags=re.IGNORECASE)
    text = unescape(ANY_TAG.sub(" ", text)).replace("\xa0", " ")
    return BREAKS.sub("\n\n", re.sub(r"[ \t]+", " ", text)).strip()


def _simplify(html: str, *, with_pictures: bool = False) -> tuple[str, bool]:
    """Only tags that mean something, and whether they are too many or too deep to go on."""
    depth = deepest = count = 0
    html = DECLARATION.sub("", _without_hidden(html))

    def keep(match: re.Match[str]) -> str:
        nonlocal depth, deepest, count
        closing, name, rest = match[1], match[2].lower(), match[3]
        if name in KEPT:
            count += 1
            if name not in {"br", "hr", "p", "li"}:
                depth = max(0, depth - 1) if closing else depth + 1
                deepest = max(deepest, depth)
            if name == "a" and not closing:
                href = HREF.search(rest)
                return f"<a href={href[1]}>" if href is not None else "<a>"
            return f"<{closing}{name}>"
        if name in LINE_BLOCKS:
            return "<br>" if closing and name in {"div", "tr", "address", "dd"} else ""
        if name in BOXES:
            return " "
        if name == "img" and with_pictures and (src := SRC.search(rest)) is not None and not DECOR.search(rest):
            return f"<img src={src[1]} alt={found[1] if (found := ALT.search(rest)) else repr('')}>"
        if name == "img" and (alt := ALT.search(rest)) is not None:
            return alt[1][1:-1].strip()
        return ""

    simple = TAG.sub(keep, html)
    return simple, count > MAX_TAGS or deepest > MAX_DEPTH


def _without_hidden(html: str) -> str:
    """HTML without scripts, styles, comments and the like, found by their closing tags so that it takes linear time."""
    out: list[str] = []
    at, low = 0, html.lower()
    missing: set[str] = set()
    for match in OPENING.finditer(html):
        name = (match[1] or match[2]).lower()
        if match.start() < at or name in missing:
            continue
        end = low.find("-->" if name == "!--" else f"</{name}", match.end())
        if end < 0:
            missing.add(name)
            continue
        out.append(html[at : match.start()])
        closed = html.find(">", end)
        at = len(html) if closed < 0 else closed + 1
    out.append(html[at:])
    return "".join(out)
