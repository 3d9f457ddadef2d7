"""What stands on a team's page, in this order, and what its members have in hand: core/teams/panels.py, holdings.py."""

from __future__ import annotations

TEAM_PANELS = [
    "convene.features.readiness.panel.panel",
    "convene.features.guides.panels.guide",
    "convene.features.readiness.panel.rubric",
    "convene.features.skills.panels.skills",
    "convene.core.steps.panels.actions",
]

TEAM_HELD = [
    "convene.core.steps.holdings.held",
]
