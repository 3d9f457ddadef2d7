"""Everything that changes what is known of skills."""

from __future__ import annotations

from .rating import Answer, clear, count, count_no_more, rate
from .releasing import release

__all__ = ["Answer", "clear", "count", "count_no_more", "rate", "release"]
