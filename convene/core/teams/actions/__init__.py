"""Everything that changes teams."""

from __future__ import annotations

from .inviting import accept, decline, invite, take_back
from .team import begin, edit, hand_over, leave, remove

__all__ = ["accept", "begin", "decline", "edit", "hand_over", "invite", "leave", "remove", "take_back"]
