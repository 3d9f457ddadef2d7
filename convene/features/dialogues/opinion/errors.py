"""What may be wrong with votes, said to a person."""

from __future__ import annotations


class NotVotes(ValueError):
    """What was given cannot be read as votes or statements; `sentence` says why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
