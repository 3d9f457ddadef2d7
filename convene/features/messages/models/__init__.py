"""Conversations, messages, and what was reported of them."""

from .conversation import Conversation, Participation
from .draft import Draft
from .group import GroupMessage
from .message import Attachment, Message
from .report import HandedOver, Report

__all__ = [
    "Attachment",
    "Conversation",
    "Draft",
    "GroupMessage",
    "HandedOver",
    "Message",
    "Participation",
    "Report",
]
