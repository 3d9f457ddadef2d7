"""What waits or was reported, what was decided, and the policy that says so."""

from __future__ import annotations

from .item import Cause, Decision, Did, Item, State
from .policy import Does, Mode, PersonMode, Policy, Standing, Word
from .report import Reason, Report
from .undoing import Undoing, Undone

__all__ = [
    "Cause",
    "Decision",
    "Did",
    "Does",
    "Item",
    "Mode",
    "PersonMode",
    "Policy",
    "Reason",
    "Report",
    "Standing",
    "State",
    "Undoing",
    "Undone",
    "Word",
]
