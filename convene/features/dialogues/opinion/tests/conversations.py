"""Real conversations, and made ones."""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import Picture, Statements, Votes, analyse, read_statements, read_votes

CHECKED = ("polis/bg2050-volunteers", "polis/scoop-hivemind.biodiversity", "polis/vtaiwan.uberx")
PUBLISHED = (*CHECKED, "deliberation/polis-open-data/15-per-hour-seattle")


@dataclass(frozen=True, eq=False)
class Conversation:
    votes: Votes
    statements: Statements
    groups: NDArray[np.int64]
    expected: dict[str, Any]


@cache
def conversation(folder: Path) -> Conversation:
    """With the published group of each person, −1 for none."""
    votes = read_votes(folder / "votes.csv")
    rows = csv.DictReader((folder / "participants-votes.csv").open(encoding="utf-8"))
    given = {int(row["participant"]): int(float(row["group-id"])) for row in rows if row["group-id"]}
    groups = np.array([given.get(name, -1) for name in votes.people.tolist()])
    expected = folder / "expected_polis.json"
    told = json.loads(expected.read_text()) if expected.exists() else {}
    return Conversation(votes, read_statements(folder / "comments.csv"), groups, told)


@cache
def pictured(folder: Path) -> Picture:
    one = conversation(folder)
    return analyse(one.votes, one.statements, replicates=0)


def camps(people: int = 60, statements: int = 12, of: int = 2, torn: float = 0.1, seed: int = 1) -> NDArray[np.int64]:
    """(votes, 3) a log of person, statement, vote: each camp agrees with its own statements and refuses the others."""
    random = np.random.default_rng(seed)
    who, what = (axis.ravel() for axis in np.indices((people, statements)))
    votes = np.where(who * of // people == what * of // statements, 1, -1)
    votes = np.where(random.random(len(votes)) < torn, random.integers(-1, 2, len(votes)), votes)
    return np.column_stack([who, what, votes])[random.random(len(votes)) < 0.8]
