"""The kinds of things that can be found."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import ANSWERED, EVERYBODY, MEMBERS, WAITS, Found, Kind, Line, Seen, Text


@cache
def _named(path: str) -> Kind:
    kind: Kind = import_string(path)
    return kind


def kinds() -> dict[str, Kind]:
    """All of them by their keys, in the order of the page."""
    return {key: _named(path) for key, path in settings.SEARCHED.items()}


__all__ = ["ANSWERED", "EVERYBODY", "MEMBERS", "WAITS", "Found", "Kind", "Line", "Seen", "Text", "kinds"]
