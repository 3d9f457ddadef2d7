"""The pages whose searches can be saved."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Page, Said, Told


@cache
def _named(path: str) -> Page:
    page: Page = import_string(path)
    return page


def pages() -> dict[str, Page]:
    """All of them by their keys."""
    return {key: _named(path) for key, path in settings.SAVED_ON.items()}


__all__ = ["Page", "Said", "Told", "pages"]
