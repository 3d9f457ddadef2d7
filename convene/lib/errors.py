"""What may go wrong, said to a person.

    Refusal                a sentence to show; the change did not happen
    ├── NotAllowed         you may not do this (403)
    ├── NotPossible        this cannot be done as asked (422)
    ├── TooMuch            not so fast, or not so much (429)
    └── Unavailable        something we need is down; try later (503)
"""

from __future__ import annotations


class Refusal(Exception):
    """A "no" with its sentence. Entry points word it once; nothing was changed."""

    status = 400

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refusal):
    """The person may not do this."""

    status = 403


class NotPossible(Refusal):
    """What was asked cannot be done as asked."""

    status = 422


class TooMuch(Refusal):
    """Too often or too large; `retry_after` is in seconds."""

    status = 429

    def __init__(self, sentence: str, *, retry_after: int = 60) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after


class Unavailable(Refusal):
    """Something outside is down."""

    status = 503
