"""Ballots of a town that is made up, written at once."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from convene.features.dialogues.models import Ballot, Dialogue, Vote
from convene.features.dialogues.models.ballot import by_lot

TEXTS = [f"Statement {word} of the town." for word in (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)]  # fmt: skip


def vote_as(here: Dialogue, sides: dict[int, int], times: int = 1, noise: float = 0.0, seed: int = 1) -> None:
    """Ballots that vote so, by number of the statement; with noise some votes are drawn by lot."""
    lots = random.Random(seed)
    rows = {one.number: one.pk for one in here.statements.all()}
    ballots = Ballot.objects.bulk_create(
        Ballot(dialogue=here, key=f"{by_lot():032d}", sequence=len(sides)) for _one in range(times)
    )
    Vote.objects.bulk_create(
        Vote(ballot=ballot, statement_id=rows[number], sequence=at,
             value=lots.choice((1, -1, 0)) if lots.random() < noise else value)
        for ballot in ballots for at, (number, value) in enumerate(sides.items(), 1)
    )  # fmt: skip
    Dialogue.objects.filter(pk=here.pk).update(changes=here.changes + times * len(sides))
    here.refresh_from_db()


def over(here: Dialogue) -> Dialogue:
    """The same when its day has passed."""
    now = timezone.now()
    Dialogue.objects.filter(pk=here.pk).update(opens_at=now - dt.timedelta(days=9), closes_at=now - dt.timedelta(hours=1))
    here.refresh_from_db()
    return here


ONE = {**dict.fromkeys(range(1, 5), 1), **dict.fromkeys(range(5, 9), -1), 9: 1, 10: 0}
OTHER = {**dict.fromkeys(range(1, 5), -1), **dict.fromkeys(range(5, 9), 1), 9: 1, 10: 0}
