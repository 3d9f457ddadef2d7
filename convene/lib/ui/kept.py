"""What a macro drew, kept in memory: most rows of a list were drawn before, for somebody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup

MOST = 6000  # pieces, of about a kilobyte each


def kept(template: str, macro: str, *args: Any) -> Markup:
    """`{{ kept("discussions/_rows.html", "topic_row", row, new) }}`: the macro's output for these arguments.

    The arguments must be hashable and say everything that the output depends on, beside language, zone and year of
    the reader; so the macro asks nothing of the viewer, and holds no form.
    """
    return keeper(template, macro)(*args)


def keeper(template: str, macro: str) -> Callable[..., Markup]:
    """For many rows: `{% set kept_row = keeper("discussions/_rows.html", "topic_row") %}{{ kept_row(row) }}`."""
    reader = (timezone.get_current_timezone_name(), get_language(), timezone.localtime().year)
    return partial(_draw if settings.DEVELOPMENT else _kept, template, macro, reader)


def _draw(template: str, macro: str, _reader: tuple[Any, ...], *args: Any, **named: Any) -> Markup:
    engine: Any = engines["jinja2"]
    drawn: Markup = getattr(engine.env.get_template(template).module, macro)(*args, **named)
    return drawn


_kept = lru_cache(maxsize=MOST)(_draw)
