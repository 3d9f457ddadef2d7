"""Pages of a team in the discussion guide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

SAID, STUCK, LEFT, ALONE = "purpose-priority", "purpose-give-up", "leadership-stop", "leadership-agreed"


def member(at: dict[str, Any]) -> Iterator[str]:
    """Somebody who has come to the team later, and answers alone."""
    yield from _question(at, SAID, LEFT)
    yield reverse("guides:question", args=[at["guide_over"], SAID])
    yield reverse("guides:round", args=[at["guide_round"]])


def leader(at: dict[str, Any]) -> Iterator[str]:
    """Somebody who has answered: the others, the drawing, the answer of the team."""
    yield reverse("guides:stages", args=[at["team"]])
    yield from (reverse(f"guides:{name}", args=[at["guide_round"]]) for name in ("round", "close", "partner", "meeting", "brief"))
    yield from (reverse(f"guides:{name}", args=[at["guide_over"]]) for name in ("round", "partner"))
    yield from _question(at, SAID, STUCK, ALONE)
    yield reverse("guides:meeting", args=[at["guide_round"]]) + f"?at={STUCK}"
    yield from (reverse(f"guides:{name}", args=[at["guide_over"]]) for name in ("brief", "changes"))
    yield reverse("guides:earlier", args=[at["guide_round"], SAID])


def _question(at: dict[str, Any], *keys: str) -> Iterator[str]:
    yield from (reverse("guides:question", args=[at["guide_round"], key]) for key in keys)
