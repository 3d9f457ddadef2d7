"""A closed dialogue as a ZIP file: tables in the layout of Polis' open data, the same as JSON, and what it all means.

Every file has keys of its own making: voters are numbered by lot, anew each time.
"""

from __future__ import annotations

import csv
import io
import json
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np

from ....lib.text.cells import guarded
from ..models import Picture
from ..opinion import Votes, analyse
from ..pictures.cells import LEAST
from ..tasks.reading import Read, read

if TYPE_CHECKING:
    from ..models import Dialogue, Statement

PARTS = 6  # of which `pack` tells
DICTIONARY = Path(__file__).with_name("dictionary.md")
VOTES = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
COMMENTS = (
    "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed",
    "comment-body",
)  # fmt: skip
PEOPLE = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


def pack(dialogue: Dialogue, address: str, target: IO[bytes]) -> Iterator[str]:
    """Write the file, and tell of each part that is done. address: of the dialogue, for whoever has the file alone."""
    found = read(dialogue.pk)
    assert found
    keys, groups = _by_lot(found.table), _groups(dialogue, found)
    statements = list(dialogue.statements.exclude(verdict="waiting").order_by("number"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        yield "votes read"
        archive.writestr("README.md", DICTIONARY.read_text(encoding="utf-8"))
        _write(archive, "summary.csv", _summary(dialogue, found.table, len(statements), address))
        yield "summary.csv"
        _write(archive, "comments.csv", [COMMENTS, *_comments(dialogue, found.table, statements)])
        yield "comments.csv"
        _write(archive, "votes.csv", chain([VOTES], _votes(dialogue, found.table, keys)))
        yield "votes.csv"
        _write(archive, "participants-votes.csv", _people(found.table, keys, groups))
        yield "participants-votes.csv"
        with archive.open("dialogue.json", "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8") as text:
            text.writelines(_as_json(dialogue, statements, found.table, keys, groups, address))
    yield "dialogue.json"


def _by_lot(table: Votes) -> list[int]:
    """The place of each voter in these files."""
    order = list(range(len(table.people)))
    secrets.SystemRandom().shuffle(order)
    return order


def _groups(dialogue: Dialogue, found: Read) -> list[str]:
    """The group of each voter as pages number them, "" for none that is shown."""
    facts = Picture.objects.filter(dialogue=dialogue).values_list("facts", flat=True).first() or {}
    if not facts.get("groups"):
        return [""] * len(found.table.people)
    of = analyse(found.table, found.statements, found.mode, replicates=0).groups
    sizes = np.bincount(of[of >= 0])
    kept = {group: str(at) for at, group in enumerate(np.flatnonzero(sizes >= LEAST).tolist())}
    return [kept.get(group, "") for group in of.tolist()]


def _summary(dialogue: Dialogue, table: Votes, comments: int, address: str) -> list[tuple[str, Any]]:
    facts = Picture.objects.filter(dialogue=dialogue).values_list("facts", flat=True).first() or {}
    people = len(table.people)
    return [
        ("topic", guarded(dialogue.question)), ("url", address), ("views", people), ("voters", people),
        ("voters-in-conv", people), ("commenters", 0), ("comments", comments), ("groups", len(facts.get("groups", []))),
        ("mathematics", dialogue.mode), ("conversation-description", guarded(dialogue.background)),
    ]  # fmt: skip


def _comments(dialogue: Dialogue, table: Votes, statements: Sequence[Statement]) -> Iterable[tuple[Any, ...]]:
    places = {number: at for at, number in enumerate(table.statements.tolist())}
    data, column = table.table.data, table.table.indices
    agrees = np.bincount(column[data == 1], minlength=len(places)).tolist()
    disagrees = np.bincount(column[data == -1], minlength=len(places)).tolist()
    for one in statements:
        at = places.get(one.number)
        counts = (agrees[at], disagrees[at]) if at is not None else (0, 0)
        is_out = one.verdict != "shown"
        text = f"[{one.get_reason_display()}]" if is_out else one.text
        yield (*_when(dialogue), one.number, "", *counts, -1 if is_out else 1,
               str(one.is_meta).lower(), str(one.is_seed).lower(), guarded(text))  # fmt: skip


def _votes(dialogue: Dialogue, table: Votes, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    who = np.array(keys)[np.repeat(np.arange(len(keys)), table.cast)]
    what, how = table.statements[table.table.indices], table.table.data
    when = _when(dialogue)
    for at in np.lexsort((who, what)).tolist():
        yield (*when, int(what[at]), int(who[at]), int(how[at]))


def _people(table: Votes, keys: Sequence[int], groups: Sequence[str]) -> Iterable[Sequence[Any]]:
    yield [*PEOPLE, *table.statements.tolist()]
    ends, columns, votes = table.table.indptr, table.table.indices, table.table.data
    for at in np.argsort(keys).tolist():
        row = slice(ends[at], ends[at + 1])
        data = votes[row]
        cells: list[Any] = [""] * len(table.statements)
        for column, vote in zip(columns[row].tolist(), data.tolist(), strict=True):
            cells[column] = vote
        yield [keys[at], groups[at], 0, len(data), int((data == 1).sum()), int((data == -1).sum()), *cells]


def _as_json(
    dialogue: Dialogue, statements: Sequence[Statement], table: Votes, keys: Sequence[int], groups: Sequence[str],
    address: str,
) -> Iterator[str]:  # fmt: skip
    """JSON in pieces, the votes at the end: there may be millions."""
    comments = [dict(zip(COMMENTS[2:], row[2:], strict=True)) for row in _comments(dialogue, table, statements)]
    told = {
        "question": dialogue.question, "convener": dialogue.convener, "outcome": dialogue.outcome, "url": address,
        "opens": dialogue.opens_at.isoformat(), "closes": dialogue.closes_at.isoformat(), "statements": comments,
        "groups": {str(keys[at]): group for at, group in enumerate(groups) if group}, "vote_columns": VOTES[2:],
        "mathematics": dialogue.mode,
    }  # fmt: skip
    yield json.dumps(told, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "votes": ['
    for number, row in enumerate(_votes(dialogue, table, keys)):
        yield f"{',' if number else ''}\n  {json.dumps(row[2:])}"
    yield "\n ]\n}\n"


def _when(dialogue: Dialogue) -> tuple[int, str]:
    """The same for every vote and statement: when it was is not kept."""
    return int(dialogue.opens_at.timestamp() * 1000), dialogue.opens_at.date().isoformat()


def _write(archive: zipfile.ZipFile, name: str, rows: Iterable[Sequence[Any]]) -> None:
    """A table, row by row, so that a large one is never whole in memory."""
    with archive.open(name, "w", force_zip64=True) as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
        csv.writer(text).writerows(rows)
