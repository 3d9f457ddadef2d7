"""The rounds in which a team is, or was last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects

from .models import Round

if TYPE_CHECKING:
    from ..teams.models import Team


def newest(team: Team, kind: str) -> list[Round]:
    """Of each stage or moment of one kind the last round, the latest first. One query for a team, for all kinds."""
    prefetch_related_objects([team], Prefetch("rounds", Round.objects.newest().order_by("-begun_at"), "newest_rounds"))
    found: list[Round] = vars(team)["newest_rounds"]
    return [one for one in found if one.kind == kind]
