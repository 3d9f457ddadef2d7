"""What stands on a team's page, in this order, what its members have in hand, and what comes back to it.

See core/teams/panels.py and holdings.py.
"""

from __future__ import annotations

TEAM_PANELS = [
    "convene.features.readiness.panel.panel",
    "convene.features.guides.panels.guide",
    "convene.features.readiness.panel.rubric",
    "convene.features.skills.panels.skills",
    "convene.features.dialogues.panels.dialogues",
    "convene.core.steps.panels.actions",
    "convene.features.polls.panels.polls",
]

TEAM_HELD = [
    "convene.core.steps.holdings.held",
    "convene.features.guides.holdings.held",
]

TEAM_COMING = [
    "convene.core.rounds.holdings.coming",
    "convene.features.guides.holdings.coming",
]
