"""Pages of skills."""

from __future__ import annotations

from .needs import add_need, edit_need, need, remove_need
from .network import network
from .own import clear, count, mine
from .team import gap, team
from .wheel import wheel

__all__ = [
    "add_need", "clear", "count", "edit_need", "gap", "mine", "need", "network", "remove_need", "team", "wheel",
]  # fmt: skip
