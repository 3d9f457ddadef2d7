"""A dialogue with a heap of votes in a database: `fill PEOPLE STATEMENTS SHARE`, `more BALLOTS`, `draw`; tells JSON."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import resource
import sys
import time
from typing import Any

from convene.lib.database import driver

driver.load()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene.config.settings")

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.opinion_dialogues import spoken  # noqa: E402
from convene.core.people.models import User  # noqa: E402
from convene.features.dialogues import actions  # noqa: E402
from convene.features.dialogues.actions.convening import Said  # noqa: E402
from convene.features.dialogues.models import Dialogue  # noqa: E402
from convene.features.dialogues.tasks import draw, reading  # noqa: E402

AT_ONCE = 20_000
BALLOT = "INSERT INTO dialogues_ballot (id, dialogue_id, key, sequence, shown, said, is_aside) VALUES "
VOTE = "INSERT INTO dialogues_vote (id, ballot_id, statement_id, value, sequence) VALUES "


def fill(people: int, statements: int, share: float) -> dict[str, Any]:
    """A dialogue in which so many people voted on this share of so many statements, in camps."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    staff = User.objects.create(handle="convener-of-all", name="Convener", is_staff=True, claimed_at=now)
    words = Said("What should become of the lot?", "We", "A plan", now - dt.timedelta(1), now + dt.timedelta(9))
    seeds = [f"The lot needs thing number {number}, and that before anything else." for number in range(statements)]
    made = actions.convene(staff, None, said=words, seeds=seeds)
    actions.publish(staff, made)
    _vote(made, spoken(people, statements, share))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {}


def more(ballots: int) -> dict[str, Any]:
    """So many ballots more."""
    made = Dialogue.objects.get()
    _vote(made, spoken(ballots, made.statement_count, 0.1, seed=1))
    return {}


def drawn() -> dict[str, Any]:
    """What the task of a worker costs."""
    here = Dialogue.objects.get()
    cpu, begun = time.process_time(), time.monotonic()
    reading.read(here.pk)
    read = time.process_time() - cpu
    cpu, begun = time.process_time(), time.monotonic()
    assert draw(here.pk) == 1
    spent, elapsed = time.process_time() - cpu, time.monotonic() - begun
    here.refresh_from_db()
    assert here.picture.changes == here.changes
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": spent, "elapsed": elapsed, "reading": read, "mib": held}


@transaction.atomic
def _vote(made: Dialogue, log: np.ndarray) -> None:
    random = np.random.default_rng(len(log))
    people, rows = log[:, 0], len(log)
    ballots = random.integers(1, 2**59, int(people.max()) + 1)
    cast = np.bincount(people, minlength=len(ballots)).tolist()
    counted = zip(ballots.tolist(), cast, strict=True)
    _insert(BALLOT, ((key, made.pk, f"{key:032d}", count, 0, 0, False) for key, count in counted))
    names = np.array(made.statements.order_by("number").values_list("pk", flat=True))
    numbers = np.sort(random.integers(1, 2**59, rows))  # by lot, and written in the order in which they lie
    mixed = random.permutation(rows)
    first = np.searchsorted(people, people[mixed])
    columns = numbers, ballots[people[mixed]], names[log[mixed, 1]], log[mixed, 2], mixed - first + 1
    _insert(VOTE, zip(*(column.tolist() for column in columns), strict=True))
    Dialogue.objects.filter(pk=made.pk).update(
        changes=F("changes") + rows, vote_count=F("vote_count") + rows, voter_count=F("voter_count") + len(ballots)
    )


def _insert(words: str, rows: Any) -> None:
    with connection.cursor() as cursor:
        while part := list(itertools.islice(rows, AT_ONCE)):
            cursor.executemany(words + "(" + ", ".join(["%s"] * len(part[0])) + ")", part)


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    told = {"fill": fill, "more": more, "draw": drawn}[what](*(float(one) if "." in one else int(one) for one in given))
    print(json.dumps(told))
