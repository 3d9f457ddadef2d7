"""Whole dialogues as files: in the layout of Polis' open data, there and back."""

from __future__ import annotations

from .out import PARTS as PARTS
from .out import pack as pack
from .reading import Conversation as Conversation
from .reading import read as read
