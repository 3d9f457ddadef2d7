"""Everything that changes actions of teams."""

from __future__ import annotations

from .reminding import choose_mail, remind, stop
from .steps import add, change, drop, finish, reopen, take_over

__all__ = ["add", "change", "choose_mail", "drop", "finish", "remind", "reopen", "stop", "take_over"]
