"""What a message is told apart into."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum

QUOTED = re.compile(r"(?: {0,2}>)+ ?")


class Kind(Enum):
    """What a stretch of a message is."""

    TEXT = "text"
    QUOTE = "quote"
    SIGNATURE = "signature"


@dataclass(slots=True)
class Stretch:
    """Lines of one kind; in a quote each line has a depth and ``lead`` says who wrote it."""

    kind: Kind
    lines: list[str]
    depths: list[int] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    folded: bool = False
    forwarded: bool = False
