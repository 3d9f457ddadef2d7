"""Everything that changes what is known of skills."""

from __future__ import annotations

from .needing import change_need, need, remove_need
from .picturing import picture
from .rating import Answer, clear, count, count_no_more, rate
from .releasing import release

__all__ = [
    "Answer", "change_need", "clear", "count", "count_no_more", "need", "picture", "rate", "release", "remove_need",
]  # fmt: skip
