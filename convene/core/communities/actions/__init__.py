"""Everything that changes communities and who belongs to them."""

from __future__ import annotations

from .invitations import accept_invitation, decline_invitation, invite
from .life import edit, found, rename, set_state
from .membership import join, leave, remove_member, set_role
from .requests import accept_request, ask_to_join, refuse_request

__all__ = [
    "accept_invitation",
    "accept_request",
    "ask_to_join",
    "decline_invitation",
    "edit",
    "found",
    "invite",
    "join",
    "leave",
    "refuse_request",
    "remove_member",
    "rename",
    "set_role",
    "set_state",
]
