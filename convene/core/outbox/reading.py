"""Open a kept letter: its text, its HTML, and what somebody looks for in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cached_property

from .models import Letter

LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
CODE = re.compile(r"^\s*([A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8})*)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class OpenLetter:
    """A letter, taken out of its envelope."""

    letter: Letter

    @cached_property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        return message_from_bytes(bytes(self.letter.message), policy=policy.default)

    @cached_property
    def text(self) -> str:
        """The plain text, or nothing."""
        return self._part("plain")

    @cached_property
    def html(self) -> str:
        """The HTML, or nothing; it is shown in a sandbox only."""
        return self._part("html")

    @property
    def codes(self) -> list[str]:
        """What stands alone on a line like a code to type in."""
        return CODE.findall(self.text)

    @property
    def links(self) -> list[str]:
        """Addresses in the text."""
        return list(dict.fromkeys(LINK.findall(self.text)))

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces: each a string, and whether it is an address."""
        pieces, end = [], 0
        for link in LINK.finditer(self.text):
            pieces += [(self.text[end : link.start()], False), (link[0], True)]
            end = link.end()
        return [*pieces, (self.text[end:], False)]

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return str(part.get_content()).replace("\r\n", "\n") if part else ""
