"""Cook a member's text: Markdown to safe HTML, once, when it is written."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from django.utils.translation import gettext, override

from . import limits
from .helper import HELPER
from .kitchen import TooHeavy, cooked
from .limits import MAX_SOURCE as MAX_SOURCE
from .markdown import EXCERPT, shortened
from .mentions import handles_in
from .plain import as_paragraphs
from .prose import is_prose, prose_html
from .tame import tame

RENDERER_VERSION = 1
LOGGER = logging.getLogger(__name__)

Resolve = Callable[[set[str]], Mapping[str, str]]
_MARKS = re.compile(r"[^\w \t.,;'\"?-]")  # a line counts as one


@dataclass(frozen=True, slots=True)
class CookContext:
    """What a text cannot know by itself.

    `resolve_mentions` is given handles in small letters and returns those that exist, each with the name to show
    ("" shows the handle). `language` is the one that "Show quoted text" is written in: that of the place, not of the
    author, because the HTML is kept for everybody.
    """

    resolve_mentions: Resolve | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Cooked:
    """A cooked text; `is_plain` says that its markup was too much, so that it is shown without."""

    html: str
    excerpt: str
    mentions: list[str] = field(default_factory=list)  # handles, each once
    links: list[str] = field(default_factory=list)  # addresses, each once
    files: list[str] = field(default_factory=list)  # keys of our own files that are shown or linked
    version: int = RENDERER_VERSION
    is_plain: bool = False


def cook(source: str, context: CookContext | None = None) -> Cooked:
    """Markdown to safe HTML; falls back to plain paragraphs when the markup costs more than a text may."""
    context = context or CookContext()
    source = tame(source.replace("\r\n", "\n"))
    if is_prose(source):
        return Cooked(prose_html(source), shortened(source, EXCERPT))
    if len(source) > limits.MAX_SOURCE:
        return _plainly(source)
    done = _cooked(source, _names(source, context), _words(context.language))
    return Cooked(**done) if done else _plainly(source)


def _cooked(source: str, names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, Any] | None:
    if is_heavy(source):
        answer = HELPER.ask({"source": source, "names": dict(names), "words": dict(words)})
        return None if answer is None or "too_heavy" in answer else answer
    try:
        return cooked(source, names, words)
    except (TooHeavy, RecursionError):
        return None


def is_heavy(source: str) -> bool:
    """Whether a text could cost much: long, with many marks that may be markup."""
    return len(source) > limits.LIGHT_LENGTH and len(_MARKS.findall(source)) > limits.LIGHT_MARKS


def _plainly(source: str) -> Cooked:
    LOGGER.info("A text of %d characters is shown as plain text.", len(source))
    return Cooked(as_paragraphs(source), shortened(source, EXCERPT), is_plain=True)


def _names(source: str, context: CookContext) -> Mapping[str, str]:
    handles = handles_in(source)[: limits.MOST_MENTIONS] if context.resolve_mentions else []
    return context.resolve_mentions(set(handles)) if handles and context.resolve_mentions else {}


@cache
def _words(language: str) -> Mapping[str, str]:
    with override(language):
        return {"quote": escape(gettext("Show quoted text")), "signature": escape(gettext("Show signature"))}
