"""Everything that changes polls."""

from __future__ import annotations

from .asking import ask, change, withdraw
from .closing import close
from .outcomes import conclude, remind_of_review, review
from .reminding import remind
from .voting import vote

__all__ = [
    "ask", "change", "close", "conclude", "remind", "remind_of_review", "review", "vote",
    "withdraw",
]  # fmt: skip
