"""gettext for templates: `_()` and `ngettext()` in the "newstyle" of Jinja2; each is looked up once a language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
from django.utils.translation import get_language, gettext, ngettext
from jinja2.nodes import EvalContext
from markupsafe import Markup

MOST = 8192


@jinja2.pass_eval_context
def word(context: EvalContext, text: str, /, **values: Any) -> str:
    """`{{ _("Reply to %(name)s", name=row.author) }}`: translated, values escaped on HTML pages."""
    found = _word(text, get_language(), context.autoescape, not values)
    return found % values if values else found


@jinja2.pass_eval_context
def word_for(context: EvalContext, one: str, more: str, number: int, /, **values: Any) -> str:
    """`{{ ngettext("%(num)s reply", "%(num)s replies", count) }}`: in the form that the number asks for."""
    found = _word_for(one, more, number, get_language(), context.autoescape)
    return found % {"num": number, **values}


@lru_cache(maxsize=MOST)
def _word(text: str, _language: str | None, is_html: bool, is_whole: bool) -> str:
    found = gettext(text) % {} if is_whole else gettext(text)  # "100 %%" is "100 %" with and without values
    return Markup(found) if is_html else found  # noqa: S704 (our own words, as in the extension of Jinja2)


@lru_cache(maxsize=MOST)
def _word_for(one: str, more: str, number: int, _language: str | None, is_html: bool) -> str:
    found = ngettext(one, more, number)
    return Markup(found) if is_html else found  # noqa: S704
