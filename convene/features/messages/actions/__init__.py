"""Everything that can be done with private messages; nothing else writes."""

from .changes import edit, take_back
from .conversations import add, leave, mark_read, mute, save_draft, unmute
from .group import report_group, write_to_members
from .reports import answer, report
from .writing import begin_draft, start, write

__all__ = [
    "add",
    "answer",
    "begin_draft",
    "edit",
    "leave",
    "mark_read",
    "mute",
    "report",
    "report_group",
    "save_draft",
    "start",
    "take_back",
    "unmute",
    "write",
    "write_to_members",
]
