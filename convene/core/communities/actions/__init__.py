"""Everything that changes communities and who belongs to them."""

from __future__ import annotations

from .beginning import begin_in, choose_purpose, put_welcome_away, set_mail
from .invitations import (
    accept_invitation,
    decline_invitation,
    invite,
    remind,
    resend_invitation,
    withdraw_invitation,
)
from .life import edit, found, rename, set_state
from .membership import join, leave, remove_member, set_role
from .purposes import adopt_purposes, take_purpose_away, word_purpose
from .requests import accept_request, ask_to_join, refuse_request

__all__ = [
    "accept_invitation",
    "accept_request",
    "adopt_purposes",
    "ask_to_join",
    "begin_in",
    "choose_purpose",
    "decline_invitation",
    "edit",
    "found",
    "invite",
    "join",
    "leave",
    "put_welcome_away",
    "refuse_request",
    "remind",
    "remove_member",
    "rename",
    "resend_invitation",
    "set_mail",
    "set_role",
    "set_state",
    "take_purpose_away",
    "withdraw_invitation",
    "word_purpose",
]
