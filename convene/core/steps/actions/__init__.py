"""Everything that changes actions of teams."""

from __future__ import annotations

from .reminding import remind
from .steps import add, change, drop, finish, reopen, take_over

__all__ = ["add", "change", "drop", "finish", "remind", "reopen", "take_over"]
