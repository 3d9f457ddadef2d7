"""A worker is killed while it draws the picture of a dialogue; the next one comes to the same, byte for byte."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections
from django.utils import timezone
from sites import Site, until

from convene.core.outbox.models import Lease
from convene.features.dialogues.models import Ballot, Dialogue, Picture, Statement, Verdict, Vote

DRAWING = Path(__file__).parent / "drawing.py"
PEOPLE, STATEMENTS, CAMPS = 240, 30, 3


def test_a_picture_is_the_same_to_the_last_byte_however_often_its_worker_was_killed(site):
    _vote()
    holders = [""]
    with _worker(site, hashes="1") as kill:
        for pause in (0, 0.05, 0.1, 0.2):
            until(lambda: _holder() not in {*holders, None}, "a worker begins to draw")
            holders.append(_holder())
            time.sleep(pause)
            kill()
            assert pause or not Picture.objects.using("site").exists(), "it was to be killed before it had finished"
        until(_is_drawn, "the picture is there")
    drawn = _kept()
    Picture.objects.using("site").all().delete()
    Ballot.objects.using("site").update(shown=0)
    Statement.objects.using("site").update(agrees=0, disagrees=0, passes=0, priority=1)
    Dialogue.objects.using("site").update(tallied=0)
    with _worker(site, hashes="2"):
        until(_is_drawn, "another one draws it undisturbed")
    assert _kept() == drawn
    assert '"settled"' in drawn[0][0][1]


@contextmanager
def _worker(site: Site, hashes: str) -> Iterator:
    """A worker in a process of its own; gives what kills it and starts another."""
    environment = site.environment | {"LOG_LEVEL": "ERROR", "PYTHONHASHSEED": hashes}
    with site.log.open("ab") as log:
        room = subprocess.Popen(
            [sys.executable, DRAWING], env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log, bufsize=0
        )
    site.processes.append(room)
    assert room.stdin
    yield lambda: room.stdin.write(b"kill\n")
    room.stdin.close()
    room.wait(20)


def _holder() -> str | None:
    return Lease.objects.using("site").filter(name="dialogues").values_list("holder", flat=True).first()


def _is_drawn() -> bool:
    return Dialogue.objects.using("site").filter(tallied__gt=0).exists()


def _kept() -> list[list[tuple]]:
    """All that was worked out, as it lies in the database."""
    with connections["site"].cursor() as cursor:
        found = []
        for sql in ("SELECT changes, CAST(facts AS text) FROM dialogues_picture",
                    "SELECT number, agrees, disagrees, passes, priority FROM dialogues_statement ORDER BY number",
                    "SELECT id, shown FROM dialogues_ballot ORDER BY id"):  # fmt: skip
            cursor.execute(sql)
            found.append(cursor.fetchall())
    return found


def _vote() -> None:
    """A dialogue in which three camps have voted, with some noise."""
    lots, now = random.Random(41), timezone.now()
    here = Dialogue.objects.using("site").create(
        question="What should become of the lot?", convener="We", outcome="A plan", published_at=now,
        opens_at=now - dt.timedelta(days=1), closes_at=now + dt.timedelta(days=9), changes=1,
    )  # fmt: skip
    said = Statement.objects.using("site").bulk_create(
        Statement(dialogue=here, number=at, text=f"Thing {at}.", norm=f"thing {at}", verdict=Verdict.SHOWN)
        for at in range(1, STATEMENTS + 1)
    )
    ballots = Ballot.objects.using("site").bulk_create(
        Ballot(dialogue=here, key=f"{at:032d}", sequence=STATEMENTS) for at in range(PEOPLE)
    )
    Vote.objects.using("site").bulk_create(
        Vote(ballot=ballot, statement=one, sequence=at, value=lots.choice((1, 0, -1)) if lots.random() < 0.2
             else 1 if who % CAMPS == at % CAMPS else -1)
        for who, ballot in enumerate(ballots) for at, one in enumerate(said, 1)
    )  # fmt: skip
