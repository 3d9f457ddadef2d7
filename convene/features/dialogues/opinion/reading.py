"""Votes and statements from files in the layout of Polis' open data."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from .errors import NotVotes
from .log import read_plain
from .statements import Statements
from .votes import CODES, MOST_PEOPLE, Votes

NONE = 99  # no vote
LONGEST = 200  # letters of a name
VOTES = ("comment-id", "voter-id", "vote")
WRITTEN = {"1": 1, "1.0": 1, "0": 0, "0.0": 0, "-1": -1, "-1.0": -1}


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
    if plain and plain[0][1].all() and plain[1][1].all() and plain[2][1].any():
        (people, _), (statements, _), (votes, right), (times, dated) = plain
        return people, statements, np.where(right, votes, NONE), np.where(dated, times, 0)
    voters, comments, cast, when = _Names(), _Names(), array("b"), array("d")
    for row in _rows(path, VOTES):
        voters.add(row["voter-id"] or "")
        comments.add(row["comment-id"] or "")
        is_whole = row["voter-id"] and row["comment-id"]
        cast.append(WRITTEN.get((row["vote"] or "").strip(), NONE) if is_whole else NONE)
        when.append(_time(row.get("timestamp")))
    return voters.column(), comments.column(), np.array(cast, np.int64), np.array(when)


class _Names:
    """A column of names, each kept once, so that ten million rows stay small."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.at = array("q")

    def add(self, name: str) -> None:
        """The name in the next row."""
        self.at.append(self.known.setdefault(name, len(self.known)))
        if len(name) > LONGEST:
            raise NotVotes(f"A person or statement has a name of {len(name):,} letters; {LONGEST} is the most.")
        if len(self.known) > MOST_PEOPLE:
            raise NotVotes(
                f"There are more than {MOST_PEOPLE:,} people or statements, which is as many as can be read."
            )

    def column(self) -> NDArray[Any]:
        """The name in each row; integers, or strings when one of them is not an integer."""
        found: NDArray[Any] = _names(list(self.known))[np.array(self.at, np.int64)]
        return found


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


def rows_of(file: IO[str], name: str, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of a table with the line that it ends on. name: what the file is called in sentences.

    raises: NotVotes when a column is not there, or something is no table
    """
    reader = csv.DictReader(file)
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            raise NotVotes(f"{name} has no column {' and no column '.join(missing)} in its first line.")
        for row in reader:
            yield reader.line_num, row
    except csv.Error as fault:
        raise NotVotes(f"{name}, line {reader.line_num + 1}: this cannot be read as a table ({fault}).") from fault


def _rows(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield from (row for _line, row in rows_of(file, str(path), columns))
    except OSError as fault:
        raise NotVotes(f"{path} cannot be read: {fault.strerror or fault}.") from fault


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
