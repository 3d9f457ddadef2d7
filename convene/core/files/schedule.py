"""What time does to files."""

from __future__ import annotations

import re

from django.utils import timezone
from django_tasks import task

from . import actions, limits, shelf
from .models import File

_OURS = re.compile(r"[\w-]{2}/(?P<key>[\w-]{16})/(?:whole|w\d+)", re.ASCII)
_AT_ONCE = 500


@task(priority=-50)
def sweep_files(most: int = 500) -> int:
    """Take away files that were uploaded and never used; safe to run twice. Returns how many."""
    adrift = File.objects.adrift(timezone.now() - limits.KEPT_ADRIFT).order_by("created_at")[:most]
    for file in adrift:
        actions.remove(None, file)
    return len(adrift)


@task(priority=-50)
def sweep_strays() -> int:
    """Take away bytes that no row names: of a process that was killed, or of a storage that could not be reached.

    Returns how many places were emptied.
    """
    before, swept = timezone.now() - limits.KEPT_ADRIFT, 0
    held: dict[str, list[str]] = {}
    for name, at in shelf.kept().names():
        if at < before and (found := _OURS.fullmatch(name)):
            held.setdefault(found["key"], []).append(name)
        if len(held) >= _AT_ONCE:
            swept += _sweep(held)
            held = {}
    return swept + _sweep(held)


def _sweep(held: dict[str, list[str]]) -> int:
    known = {
        place
        for content, renditions in File.objects.filter(key__in=held).values_list("content", "renditions")
        for place in (content, *renditions.values())
    }
    strays = [name for names in held.values() for name in names if name not in known]
    shelf.drop(strays)
    return len(strays)
