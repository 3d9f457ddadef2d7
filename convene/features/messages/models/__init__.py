"""Conversations, messages, and whom each person takes messages from."""

from .conversation import Conversation, Participation
from .group import GroupMessage
from .message import Attachment, Message
from .person import Accepts, Block, Draft, Preference
from .report import HandedOver, Report

__all__ = [
    "Accepts",
    "Attachment",
    "Block",
    "Conversation",
    "Draft",
    "GroupMessage",
    "HandedOver",
    "Message",
    "Participation",
    "Preference",
    "Report",
]
