"""Everything that changes communities and who belongs to them."""

from __future__ import annotations

from .beginning import begin_in, choose_purpose, put_welcome_away, set_mail
from .enrolling import apply_enrolment, drafted, end_enrolment, enrol
from .handover import accept_leadership, decline_leadership, offer_leadership, take_offer_back, tell_of_quiet
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
from .proposals import accept_proposal, propose, refuse_proposal
from .purposes import adopt_purposes, take_purpose_away, word_purpose
from .requests import accept_request, ask_to_join, refuse_request

__all__ = [
    "accept_invitation",
    "accept_leadership",
    "accept_proposal",
    "accept_request",
    "adopt_purposes",
    "apply_enrolment",
    "ask_to_join",
    "begin_in",
    "choose_purpose",
    "decline_invitation",
    "decline_leadership",
    "drafted",
    "edit",
    "end_enrolment",
    "enrol",
    "found",
    "invite",
    "join",
    "leave",
    "offer_leadership",
    "propose",
    "put_welcome_away",
    "refuse_proposal",
    "refuse_request",
    "remind",
    "remove_member",
    "rename",
    "resend_invitation",
    "set_mail",
    "set_role",
    "set_state",
    "take_offer_back",
    "take_purpose_away",
    "tell_of_quiet",
    "withdraw_invitation",
    "word_purpose",
]
