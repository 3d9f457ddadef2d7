"""Everything that can be done in moderation; nothing else writes."""

from __future__ import annotations

from .appeals import appeal, judge
from .decisions import approve, approve_all, refuse, refuse_all
from .policies import set_person, set_policy
from .private import check_private
from .reports import report
from .submissions import add_to, check_words, look, resubmit, withdraw
from .undoing import reverse_undoing, undo_account
from .words import add_word, remove_word

__all__ = [
    "add_to",
    "add_word",
    "appeal",
    "approve",
    "approve_all",
    "check_private",
    "check_words",
    "judge",
    "look",
    "refuse",
    "refuse_all",
    "remove_word",
    "report",
    "resubmit",
    "reverse_undoing",
    "set_person",
    "set_policy",
    "undo_account",
    "withdraw",
]
