"""Ballots, which nobody's name leads to, and votes. Neither knows a day or an hour, nor an order among ballots.

A ballot is found again by a key made of the dialogue's salt, our secret key, and what its voter brings: the secret of
a device, a code, or the number of a member. None of these is kept beside it. Numbers of rows are drawn by lot, since
their order would tell who voted when. docs/decisions/ says what this is good for and what it is not.
"""

from __future__ import annotations

import hmac
import secrets

from django.conf import settings
from django.db import models

from .dialogue import Dialogue
from .statement import Statement

HALF = 16  # letters of a key


def by_lot() -> int:
    """A number for a row that says nothing of when it was written."""
    return secrets.randbits(59) + 1


class Value(models.IntegerChoices):
    """What a vote says."""

    AGREE = 1
    DISAGREE = -1
    PASS = 0


class Ballot(models.Model):
    """All votes of one voter in one dialogue."""

    id = models.BigAutoField(primary_key=True, default=by_lot, editable=False)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="ballots", db_index=False)
    key = models.CharField(max_length=32)
    sequence = models.PositiveIntegerField(default=0)  # votes and changed votes so far
    shown = models.PositiveIntegerField(default=0)  # up to which of these the picture that is shown rests on them
    said = models.PositiveSmallIntegerField(default=0)  # statements written with it by somebody not signed in
    is_aside = models.BooleanField(default=False)  # a convener found that it is no voter of its own

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "key"], name="one_ballot_each")]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


def key_of(dialogue: Dialogue, who: str) -> str:
    """Under which key `who` votes; "" once the dialogue is sealed. Without our secret key nobody can make it.

    Of a code with the secret of a device ("code:…:…") one half tells the code, and the other the device that has it.
    """
    key = _digest(f"ballot:{dialogue.salt}:{who}") if dialogue.salt else ""
    kind, _colon, word = who.partition(":")
    return begins_of_code(dialogue, word.partition(":")[0]) + key[HALF:] if key and kind == "code" else key


def begins_of_code(dialogue: Dialogue, code: str) -> str:
    """How the key of a code's ballot begins, whichever device it belongs to."""
    return _digest(f"ballot:{dialogue.salt}:code:{code}")[:HALF]


def key_of_code(dialogue: Dialogue, code: str) -> str:
    """What is kept of a code: enough to know it again, and not what its ballot is found by."""
    return _digest(f"code:{dialogue.pk}:{code}")


def _digest(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").hexdigest()[:32]


class Vote(models.Model):
    """What one ballot says of one statement, until it is changed."""

    id = models.BigAutoField(primary_key=True, default=by_lot, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="votes", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes", db_index=False)
    value = models.SmallIntegerField(choices=Value.choices)
    sequence = models.PositiveIntegerField()  # within its ballot

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ballot", "statement"], name="one_vote_a_statement"),
            models.CheckConstraint(condition=models.Q(value__in=[-1, 0, 1]), name="vote_is_agree_disagree_or_pass"),
        ]
        indexes = [  # all that a picture needs, so that millions are read without a look at their rows
            models.Index(fields=["statement", "ballot", "value", "sequence"], name="votes_for_a_picture")
        ]

    def __str__(self) -> str:
        return f"{self.value} on {self.statement_id}"


class Code(models.Model):
    """A code that was made for somebody; nothing says whether it was used, or by which ballot."""

    id = models.BigAutoField(primary_key=True, default=by_lot, editable=False)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="codes", db_index=False)
    key = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "key"], name="one_code_each")]

    def __str__(self) -> str:
        return f"code {self.pk}"
