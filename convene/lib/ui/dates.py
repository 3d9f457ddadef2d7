"""Times as the reader's clock shows them; the middleware has activated the reader's zone."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

WHEN = '<cv-when{}><time datetime="{}" title="{}">{}</time></cv-when>'


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


def when(value: dt.datetime, *, full: bool = False) -> SafeString:
    """A moment on the reader's clock; the browser rewords it as "12 min ago", unless it is to stay `full`."""
    return _when(value, full, timezone.get_current_timezone_name(), get_language(), timezone.localtime().year)


@lru_cache(maxsize=8192)
def _when(value: dt.datetime, full: bool, _zone: str, _language: str | None, year: int) -> SafeString:
    local = timezone.localtime(value)
    style = _("j M, H:i") if local.year == year else _("j M Y")
    return format_html(
        WHEN,
        " data-full" if full else "",
        iso(value),
        datetime(value),
        datetime(value) if full else formats.date_format(local, style),
    )


def _on_the_readers_clock(value: dt.date) -> dt.date:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
