"""Pages of polls and proposals, as each kind of reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

Places = dict[str, Any]


def newcomer(_at: Places) -> Iterator[str]:
    """Nothing is asked yet."""
    yield reverse("polls:list")


def member(at: Places) -> Iterator[str]:
    """What one is asked, and what came of it."""
    yield from (reverse("polls:list"), f"{reverse('polls:list')}?team={at['team']}")
    yield from (reverse("polls:poll", args=[pk]) for pk in at["polls"])
    yield f"{reverse('polls:new')}?team={at['team']}"
    kinds = ("proposal", "time_poll", "dot_vote")
    yield from (f"{reverse('polls:new')}?team={at['team']}&kind={kind}" for kind in kinds)


def leader(at: Places) -> Iterator[str]:
    """Whoever asked."""
    yield from (reverse("polls:poll", args=[pk]) for pk in at["polls"])
    yield from (reverse(f"polls:{name}", args=[at["poll_open"]]) for name in ("change", "withdraw"))
    yield from (reverse(f"polls:{name}", args=[at["poll_over"]]) for name in ("outcome", "review"))
