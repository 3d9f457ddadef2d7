"""Everything that changes teams."""

from __future__ import annotations

from .inviting import accept, decline, invite, take_back
from .team import begin, edit, hand_over, leave, move, remove

__all__ = ["accept", "begin", "decline", "edit", "hand_over", "invite", "leave", "move", "remove", "take_back"]
