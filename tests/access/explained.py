"""Community science: what to ask of the texts and their parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from convene.core.frameworks.actions import ready_made

PARTS = {
    "guides:attribute": "shares-leadership", "guides:approach": "open-innovation",
    "guides:outcome": "increased-science-agency",
}  # fmt: skip
EXPLAINED = (*PARTS, "frameworks:yaml", "frameworks:text")


def explained(name: str) -> Iterator[tuple[str, frozenset[str], dict[str, Any]]]:
    """Address, states and form for each."""
    if name in PARTS:
        yield reverse(name, args=[PARTS[name]]), frozenset(), {}
    elif name == "frameworks:yaml":
        yield reverse(name, args=["guide", 1]), frozenset(), {}
    else:
        shorter = {"source": ready_made("rubric").replace("  - {key: roadblock", "  # - {key: roadblock")}
        yield reverse(name, args=["rubric"]), frozenset(), shorter
        yield reverse(name, args=["rubric"]), frozenset({"checked"}), shorter | {"check": "yes"}
