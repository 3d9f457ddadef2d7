"""Markdown to HTML that still has to be cleaned. Knows nothing of Django, so that a helper process starts quickly."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from .addresses import may_link, own_file, whole_file
from .links import Links
from .mentions import mention

EXCERPT = 240  # characters; columns that hold one are as wide
FOLDS = ("quote", "signature")
HEADING_DOWN = 2  # the page itself has h1 and h2
MOST_EMPTY_CELLS = 500  # that a table may add by itself, or it multiplies what was written


@dataclass(slots=True)
class Rendered:
    """HTML before cleaning, and what was met on the way."""

    html: str
    excerpt: str
    mentions: dict[str, None] = field(default_factory=dict)  # each once, in the order of the text
    links: dict[str, None] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)


def render(source: str, names: Mapping[str, str], words: Mapping[str, str]) -> Rendered:
    """Markdown to HTML; `names` are the people who may be mentioned, `words` the summaries of folded parts."""
    env: dict[str, Any] = {"names": names, "words": words}
    tokens = _MARKDOWN.parse(source + "\n", env)  # the container rule looks at the character after the last line
    met = Rendered("", "")
    for token in tokens:
        if token.type in _SHIFTED:
            token.tag = f"h{min(6, int(token.tag[1]) + HEADING_DOWN)}"
        elif token.type in _CELLS:
            _align(token)
        elif token.type == "inline" and token.children:
            token.children = list(_dress(token.children, met))
    met.excerpt = _excerpt(tokens)
    met.html = _RENDERER.render(tokens, _MARKDOWN.options, env)
    return met


_SHIFTED = frozenset({"heading_open", "heading_close"})
_CELLS = frozenset({"th_open", "td_open"})


def _align(cell: Token) -> None:
    style = str(cell.attrs.pop("style", ""))
    if style:
        cell.attrs["class"] = "align-" + style.removeprefix("text-align:")


def _dress(tokens: Sequence[Token], met: Rendered) -> Sequence[Token]:
    """Note links and mentions; make pictures from elsewhere links, and our own pictures open whole."""
    dressed: list[Token] = []
    in_link = False
    for token in tokens:
        if token.type == "link_open":
            in_link = True
            _note(str(token.attrs["href"]), met, mentioned=token.markup == "mention")
            token.attrs.pop("title", None)
        elif token.type == "link_close":
            in_link = False
        if token.type == "image":
            dressed += _picture(token, met, in_link=in_link)
        else:
            dressed.append(token)
    return dressed


def _note(address: str, met: Rendered, *, mentioned: bool = False) -> None:
    if mentioned:
        met.mentions[address.split("/")[2]] = None
        return
    key = own_file(address)
    if key:
        met.files[key] = None
    met.links[address] = None


def _picture(token: Token, met: Rendered, *, in_link: bool) -> list[Token]:
    address = str(token.attrs["src"])
    opened, closed = Token("link_open", "a", 1), Token("link_close", "a", -1)
    if own_file(address):
        token.attrs = {"src": address, "alt": "", "loading": "lazy", "decoding": "async"}
        opened.attrs = {"href": whole_file(address)}
        _note(whole_file(address), met)
        return [token] if in_link else [opened, token, closed]
    text = Token("text", "", 0)
    text.content = _RENDERER.renderInlineAsText(token.children, _MARKDOWN.options, {}) or address
    if in_link or not address:
        return [text]
    opened.attrs = {"href": address}
    _note(address, met)
    return [opened, text, closed]


def _excerpt(tokens: Sequence[Token]) -> str:
    """The first words that are the author's own: nothing quoted, folded or in code."""
    words: list[str] = []
    length = depth = 0
    for token in tokens:
        if token.type in _NOT_OWN_WORDS:
            depth += token.nesting
        elif token.type == "inline" and token.children and not depth:
            words.append(_RENDERER.renderInlineAsText(token.children, _MARKDOWN.options, {}))
            length += len(words[-1])
            if length > EXCERPT:
                break
    return shortened(" ".join(words), EXCERPT)


_NOT_OWN_WORDS = frozenset(
    {"blockquote_open", "blockquote_close"} | {f"container_{name}_{end}" for name in FOLDS for end in ("open", "close")}
)


def shortened(text: str, length: int) -> str:
    """The text on one line, cut after a word to at most so many characters."""
    line = " ".join(text[: length * 4].split())
    if len(line) <= length:
        return line
    head, _, rest = line[: length - 1].rpartition(" ")
    return (head if len(head) > length // 2 else head + rest).rstrip(" ,;:-–—") + "…"


def _fold(_self: object, tokens: Sequence[Token], index: int, _options: object, env: Mapping[str, Any]) -> str:
    if tokens[index].nesting < 0:
        return "</details>\n"
    kind = tokens[index].type.split("_")[1]
    return f'<details class="folded"><summary>{env["words"][kind]}</summary>\n'


def _table(_self: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    return '<div class="wide" tabindex="0"><table>\n' if tokens[index].nesting > 0 else "</table></div>\n"


def _build() -> MarkdownIt:
    sys.modules["markdown_it.rules_block.table"].MAX_AUTOCOMPLETED_CELLS = MOST_EMPTY_CELLS  # type: ignore[attr-defined]
    made = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "xhtmlOut": False})
    made.enable(["table", "strikethrough", "linkify"]).disable(["html_block", "html_inline"])
    made.linkify = Links()
    made.validateLink = may_link  # type: ignore[assignment]
    made.inline.ruler.after("escape", "mention", mention)
    for kind in FOLDS:
        container_plugin(made, kind, render=_fold)
    for end in ("table_open", "table_close"):
        made.add_render_rule(end, _table)
    return made


_MARKDOWN = _build()
_RENDERER = cast(RendererHTML, _MARKDOWN.renderer)
