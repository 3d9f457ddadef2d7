"""Pages of a team's actions, and of what could help it, as each kind of reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

Places = dict[str, Any]


def visitor(at: Places) -> Iterator[str]:
    """What a mail brought."""
    yield reverse("notifications:stop", args=[at["stop_mails"]])


def newcomer(_at: Places) -> Iterator[str]:
    """Nothing to do yet."""
    yield reverse("steps:mine")


def member(at: Places) -> Iterator[str]:
    """What one has to do, and what helps."""
    yield from (reverse("steps:mine"), reverse("steps:team", args=[at["team"]]))
    yield from (reverse("help:panel", args=[at["team"], f"question:{key}"]) for key in ("purpose-priority", "purpose-mission"))


def leader(at: Places) -> Iterator[str]:
    """Whoever may do all of it."""
    yield from (reverse(f"steps:{name}", args=[at["team"]]) for name in ("team", "add"))
    yield from (reverse(f"steps:{name}", args=[at["action"]]) for name in ("change", "finish", "drop"))
