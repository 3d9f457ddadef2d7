"""Votes: with a name, or in an urn that no row of the database ties to anybody."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models

from .poll import Poll


class Stance(models.Model):
    """That somebody voted; and how, unless it is asked without names: then what they chose is in the urn alone."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="stances", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    choices = models.JSONField(default=dict)  # answer -> number; empty where votes have no names
    reason = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField(null=True, blank=True)  # none where votes have no names

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "person"], name="one_stance_each")]

    def __str__(self) -> str:
        return f"vote of {self.person_id} in {self.poll_id}"


class Urn(models.Model):
    """The votes without names, all in one row and in the order of their keys, so that no order tells who came when.

    A key is made of a word that the voter's browser alone keeps: with it, and with nothing that we keep, a vote can be
    found again and changed. On closing all keys are drawn anew, and nobody can find it any more.
    """

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, primary_key=True, related_name="urn")
    ballots = models.JSONField(default=dict)  # key -> {"choices": {answer: number}, "reason": text}

    def __str__(self) -> str:
        return f"urn of {self.poll_id}"


def key_of(word: str, poll: int, person: int) -> str:
    """Under which key of the urn lies what this person cast with this word; somebody else's word opens nothing."""
    return hashlib.sha256(f"{word}:{poll}:{person}".encode()).hexdigest()
