"""Votes and statements from files in the layout of Polis' open data."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import NotVotes
from .log import read_plain
from .statements import Statements
from .votes import CODES, Votes

NONE = 99  # no vote
VOTES = ("comment-id", "voter-id", "vote")


def read_votes(path: Path | str) -> Votes:
    """Votes from `votes.csv`: comment-id, voter-id and vote, and timestamp where there is one.

    Rows whose vote is none of 1, −1 and 0 are left out, and `notes` says how many.
    raises: NotVotes when the file is missing, empty, or without these columns or any vote
    source: section 1 of the specification
    """
    path = Path(path)
    people, statements, votes, times = _columns(path)
    right = np.isin(votes, CODES)
    wrong = len(votes) - int(right.sum())
    if wrong == len(votes):
        raise NotVotes(f"{path} holds no vote: nothing but a heading, or no vote that is 1, -1 or 0.")
    notes = [f"Rows without a vote of 1, -1 or 0, which are left out: {wrong:,}."] if wrong else []
    return Votes.of(people[right], statements[right], votes[right], times[right], notes=notes)


def _columns(path: Path) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.int64], NDArray[Any]]:
    """Names of people and statements, votes, NONE where there is none, and times."""
    next(_rows(path, VOTES), None)  # the columns are there
    plain = read_plain(path, ("voter-id", "comment-id", "vote", "timestamp"))
    if plain and plain[0][1].all() and plain[1][1].all():
        (people, _), (statements, _), (votes, right), (times, dated) = plain
        return people, statements, np.where(right, votes, NONE), np.where(dated, times, 0)
    rows = list(_rows(path, VOTES))
    return (
        _names([row["voter-id"] or "" for row in rows]),
        _names([row["comment-id"] or "" for row in rows]),
        np.array([_vote(row) for row in rows], np.int64),
        np.array([_time(row.get("timestamp")) for row in rows]),
    )


def _vote(row: dict[str, str]) -> int:
    try:
        return int(row["vote"]) if row["voter-id"] and row["comment-id"] else NONE
    except (TypeError, ValueError):
        return NONE


def read_statements(path: Path | str) -> Statements:
    """Statements from `comments.csv`: comment-id, moderated and comment-body, and is-meta where there is one.

    raises: NotVotes when the file is missing, empty, or without comment-id
    """
    rows = list(_rows(Path(path), ("comment-id",)))
    named = list(zip(_names([row["comment-id"] or "" for row in rows]).tolist(), rows, strict=True))
    return Statements(
        texts={name: row.get("comment-body") or "" for name, row in named},
        out=frozenset(name for name, row in named if (row.get("moderated") or "").strip() == "-1"),
        meta=frozenset(name for name, row in named if (row.get("is-meta") or "").strip().lower() in {"true", "1"}),
    )


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            reader = csv.DictReader(file)
            missing = [column for column in columns if column not in (reader.fieldnames or [])]
            if missing:
                raise NotVotes(f"{path} has no column {' and no column '.join(missing)} in its first line.")
            yield from reader
    except OSError as fault:
        raise NotVotes(f"{path} cannot be read: {fault.strerror or fault}.") from fault
    except csv.Error as fault:
        raise NotVotes(f"{path} cannot be read as a table: {fault}.") from fault


def _names(written: list[str]) -> Any:
    try:
        return np.array([int(name) for name in written])
    except (ValueError, OverflowError):
        return np.array(written)


def _time(written: str | None) -> float:
    try:
        return float(written or 0)
    except ValueError:
        return 0.0
