"""Everything that can be done with saved searches; nothing else writes."""

from .looking import look
from .mailing import mail, stop
from .searches import MOST, change, delete, pause, resume, save, see

__all__ = ["MOST", "change", "delete", "look", "mail", "pause", "resume", "save", "see", "stop"]
