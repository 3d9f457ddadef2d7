"""What stands on a team's page, in this order: see core/teams/panels.py."""

from __future__ import annotations

TEAM_PANELS = [
    "convene.core.steps.panels.actions",
]
