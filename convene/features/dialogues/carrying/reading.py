"""A conversation from a folder or a ZIP file in the layout of Polis' open data, old or new: whole, or a sentence."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

import numpy as np

from ....lib.records.tables import plain
from ..opinion import NotVotes, Votes
from ..opinion.reading import WRITTEN, rows_of

MOST_ROWS, LONGEST = 3_000_000, 1000
MOST_LINES = 1000  # of a summary
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)  # also one with a password


@dataclass(frozen=True, slots=True)
class Comment:
    """A statement as it was said elsewhere."""

    number: int
    text: str
    is_out: bool
    is_meta: bool
    is_seed: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a folder holds. rows: of the log, votes that were changed later included."""

    topic: str
    url: str
    description: str
    comments: list[Comment]
    votes: Votes
    rows: int
    begun: dt.datetime
    ended: dt.datetime
    mode: str = "polis"  # how places were worked out; others than our own files do not say


def read(path: Path) -> Conversation:
    """Read it to its end; of several votes of one person on a statement the one with the last time counts.

    raises: NotVotes, with a sentence for whoever brings it, before anything is written anywhere
    """
    summary = _summary(path)
    comments = _comments(path)
    votes, rows, begun, ended = _votes(path, {one.number for one in comments})
    topic = " ".join(summary.get("topic", "").split()) or path.stem
    return Conversation(
        topic, summary.get("url", ""), summary.get("conversation-description", ""), comments, votes, rows, begun, ended,
        "unbiased" if summary.get("mathematics", "") == "unbiased" else "polis",
    )


def _comments(path: Path) -> list[Comment]:
    found: dict[int, Comment] = {}
    for line, row in _rows(path, "comments.csv", ("comment-id", "comment-body")):
        number = _number(row["comment-id"], f"comments.csv, line {line}: a comment-id")
        if number in found:
            raise NotVotes(f"comments.csv, line {line}: statement {number} stands there twice.")
        text = " ".join(_clean(row["comment-body"]).split())
        if len(text) > LONGEST:
            raise NotVotes(f"comments.csv, line {line}: a statement has {len(text)} letters; {LONGEST} is the most.")
        is_meta, is_seed = (_is_so(row.get(name)) for name in ("is-meta", "is-seed"))
        is_out = (row.get("moderated") or "").strip() == "-1"
        found[number] = Comment(number, text or "…", is_out, is_meta, is_seed)
    if not found:
        raise NotVotes("comments.csv holds no statement.")
    return [found[number] for number in sorted(found)]


def _votes(path: Path, known: set[int]) -> tuple[Votes, int, dt.datetime, dt.datetime]:
    people, statements, votes, times = array("q"), array("q"), array("b"), array("q")
    for line, row in _rows(path, "votes.csv", ("comment-id", "voter-id", "vote")):
        where = f"votes.csv, line {line}:"
        value = WRITTEN.get((row["vote"] or "").strip())
        if value is None:
            raise NotVotes(f"{where} “{(row['vote'] or '')[:20]}” is no vote. 1 is agree, -1 disagree and 0 pass.")
        number = _number(row["comment-id"], f"{where} a comment-id")
        if number not in known:
            raise NotVotes(f"{where} a vote on statement {number}, which comments.csv does not have.")
        if len(votes) == MOST_ROWS:
            raise NotVotes(f"votes.csv has more than {MOST_ROWS:,} rows, which is as many as are read at once.")
        people.append(_number(row["voter-id"], f"{where} a voter-id"))
        statements.append(number)
        votes.append(value)
        times.append(_number(row.get("timestamp") or "0", f"{where} a timestamp", 10**14))
    if not votes:
        raise NotVotes("votes.csv holds no vote.")
    when = np.array(times)
    table = Votes.of(np.array(people), np.array(statements), np.array(votes), when)
    return table, len(votes), _moment(int(when.min())), _moment(int(when.max()))


def _summary(path: Path) -> dict[str, str]:
    """Its lines, of a key and a value each; nothing where there is no such file."""
    if not _has(path, "summary.csv"):
        return {}
    with _opened(path, "summary.csv") as file:
        try:
            rows = list(islice(csv.reader(file), MOST_LINES))
        except csv.Error as fault:
            raise NotVotes(f"summary.csv cannot be read as a table ({fault}).") from fault
    return {row[0]: _clean(row[1]).strip() for row in rows if len(row) > 1}


def _rows(path: Path, name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with _opened(path, name) as file:
        yield from rows_of(file, name, columns)


def _has(path: Path, name: str) -> bool:
    if path.is_dir():
        return (path / name).is_file()
    with _archive(path) as archive:
        return name in archive.namelist()


@contextmanager
def _opened(path: Path, name: str) -> Iterator[IO[str]]:
    if not _has(path, name):
        raise NotVotes(f"There is no {name} in {path}. A conversation is a folder with comments.csv and votes.csv.")
    if path.is_dir():
        try:
            with (path / name).open(encoding="utf-8-sig", errors="replace", newline="") as file:
                yield file
        except OSError as fault:
            raise NotVotes(f"{name} in {path} cannot be read: {fault.strerror or fault}.") from fault
        return
    with _archive(path) as archive, archive.open(name) as raw:
        yield io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (OSError, *BROKEN) as fault:
        raise NotVotes(f"{path} is neither a folder nor a ZIP file that can be read.") from fault


def _number(written: str | None, what: str, most: int = 2**31 - 1) -> int:
    word = (written or "").strip()
    if not (word.isascii() and word.isdecimal() and len(word) < 20) or int(word) > most:
        raise NotVotes(f"{what} has to be a whole number from 0, and “{word[:20]}” is none.")
    return int(word)


def _clean(text: str | None) -> str:
    """What a cell says, without what no database keeps."""
    return plain(text or "").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _is_so(word: str | None) -> bool:
    return (word or "").strip().lower() in {"true", "1"}


def _moment(milliseconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(milliseconds / 1000, dt.UTC)
