"""Pages of skills."""

from __future__ import annotations

from .own import clear, count, mine
from .team import gap, team
from .wheel import wheel

__all__ = ["clear", "count", "gap", "mine", "team", "wheel"]
