"""Everything that changes polls."""

from __future__ import annotations

from .asking import ask, change, withdraw
from .closing import close
from .outcomes import conclude, remind_of_review, review
from .reminding import choose_mail, remind, stop
from .voting import vote

__all__ = [
    "ask", "change", "choose_mail", "close", "conclude", "remind", "remind_of_review", "review", "stop", "vote",
    "withdraw",
]  # fmt: skip
