"""Who offers more than an answer: what the features above know of people for a gap.

The core cannot know them. Each that has something names, in the setting `KNOWING["offers"]`, a function:

    def offers(actor: Actor, subject: Subject) -> list[Offer]: ...  # open to `actor` now, a few of them

A subject is met by its keys where it has any, or else by its words: see `Subject.fits`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..people.models import User


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody, with why they are shown and where they are asked."""

    person: User
    note: str  # role and institution, as far as the reader may see them
    why: str
    address: str
    verb: str
