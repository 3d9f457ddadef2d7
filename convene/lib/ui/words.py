"""gettext for templates: `_()` and `ngettext()` in the "newstyle" of Jinja2; each is looked up once a language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
from django.utils.translation import gettext, ngettext
from jinja2.nodes import EvalContext
from markupsafe import Markup

MOST = 8192


class Words:
    """The words of one environment, which is one language."""

    def __init__(self) -> None:
        self._found = lru_cache(maxsize=MOST)(_found)
        self._found_by_number = lru_cache(maxsize=MOST)(_found_by_number)

    @jinja2.pass_eval_context
    def one(self, context: EvalContext, text: str, /, **values: Any) -> str:
        """`{{ _("Reply to %(name)s", name=row.author) }}`: translated, values escaped on HTML pages."""
        found = self._found(text, context.autoescape, not values)
        return found % values if values else found

    @jinja2.pass_eval_context
    def by_number(self, context: EvalContext, one: str, more: str, number: int, /, **values: Any) -> str:
        """`{{ ngettext("%(num)s reply", "%(num)s replies", count) }}`: in the form that the number asks for."""
        return self._found_by_number(one, more, number, context.autoescape) % {"num": number, **values}


def _found(text: str, is_html: bool, is_whole: bool) -> str:
    found = gettext(text) % {} if is_whole else gettext(text)  # "100 %%" is "100 %" with and without values
    return Markup(found) if is_html else found  # noqa: S704 (our own words, as in the extension of Jinja2)


def _found_by_number(one: str, more: str, number: int, is_html: bool) -> str:
    found = ngettext(one, more, number)
    return Markup(found) if is_html else found  # noqa: S704
