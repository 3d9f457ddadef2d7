"""Times as the reader's clock shows them; the middleware has activated the reader's zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache, partial

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

WHEN = '<cv-when%s><time datetime="%s" title="%s">%s</time></cv-when>'


def localtime(value: dt.datetime) -> dt.datetime:
    """The same moment on the reader's clock."""
    return timezone.localtime(value)


def date(value: dt.date, style: str = "") -> str:
    """A day: "17 November 2026"; `style` is a format of Django's, such as "F Y"."""
    return formats.date_format(_on_the_readers_clock(value), style or _("j F Y"))


def time(value: dt.datetime) -> str:
    """A time of day: "09:12"."""
    return formats.date_format(_on_the_readers_clock(value), _("H:i"))


def datetime(value: dt.datetime) -> str:
    """A moment: "17 November 2026, 09:12"."""
    return formats.date_format(_on_the_readers_clock(value), _("j F Y, H:i"))


def iso(value: dt.datetime) -> str:
    """A moment for machines, in UTC to the second: "2026-11-17T14:12:00Z"."""
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def when(value: dt.datetime, *, full: bool = False) -> Markup:
    """A moment on the reader's clock; the browser rewords it as "12 min ago", unless it is to stay `full`."""
    return _when(timezone.get_current_timezone(), get_language(), timezone.localtime().year, value, full)


def clock() -> Callable[[dt.datetime], Markup]:
    """`when` for many moments of one page."""
    return partial(_when, timezone.get_current_timezone(), get_language(), timezone.localtime().year)


@lru_cache(maxsize=8192)
def _when(zone: dt.tzinfo, language: str | None, year: int, value: dt.datetime, full: bool = False) -> Markup:
    local = value.astimezone(zone)
    day, time = local.date(), _time(local.hour, local.minute, language)
    whole = _pattern(language) % {"day": _day(day, _("j F Y"), language), "time": time}
    if full:
        shown = whole
    elif day.year == year:
        shown = _pattern(language) % {"day": _day(day, _("j M"), language), "time": time}
    else:
        shown = _day(day, _("j M Y"), language)
    return Markup(WHEN % (" data-full" if full else "", iso(value), whole, shown))  # noqa: S704 (escaped, part by part)


@lru_cache(maxsize=64)
def _pattern(_language: str | None) -> str:
    return str(escape(_("%(day)s, %(time)s")))


@lru_cache(maxsize=8192)
def _day(day: dt.date, style: str, _language: str | None) -> str:
    return str(escape(formats.date_format(day, style)))


@lru_cache(maxsize=8192)
def _time(hour: int, minute: int, _language: str | None) -> str:
    return str(escape(formats.time_format(dt.time(hour, minute), _("H:i"))))


def _on_the_readers_clock(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
