"""All votes of a dialogue as one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import connection

from ....lib.late import late
from ..models import Ballot, Dialogue, Statement

if TYPE_CHECKING:
    from ..opinion import Statements, Votes

np: Any = late("numpy")
opinion: Any = late("convene.features.dialogues.opinion")

AT_ONCE = 50_000
VOTES = (  # one statement: all that it finds was so at one moment
    "SELECT v.ballot_id, s.number, v.value, v.sequence FROM dialogues_statement s"
    " JOIN dialogues_vote v ON v.statement_id = s.id WHERE s.dialogue_id = %s"
)


Counted = dict[int, int]  # by ballot


@dataclass(frozen=True, slots=True)
class Read:
    """The votes, what is known of statements by their numbers, and up to which change all votes are among them.

    mode: how they are to be worked out
    counted: of each ballot, aside or not, how many of its votes and changed votes this rests on
    """

    table: Votes
    statements: Statements
    changes: int
    counted: Counted
    mode: str


def read(pk: int) -> Read | None:
    """The votes of ballots that count; None where there is no such dialogue.

    Whoever votes raises `changes` with it: where that is the same afterwards, nothing came in between. While votes pour
    in it never is; then the table holds at least those up to the first look.
    """
    mode = Dialogue.objects.filter(pk=pk).values_list("mode", flat=True).first()
    if mode is None:
        return None
    found = None
    for _attempt in range(3):
        before = _changes(pk)
        if before is None:
            return None
        table, counted = _votes(pk)
        found = Read(table, _statements(pk), before, counted, mode)
        if _changes(pk) == before:
            break
    return found


def _changes(pk: int) -> int | None:
    return Dialogue.objects.filter(pk=pk).values_list("changes", flat=True).first()


def _votes(pk: int) -> tuple[Votes, Counted]:
    """The table, and of each ballot how far it is in it."""
    with connection.cursor() as cursor:
        cursor.execute(VOTES, [pk])
        rows = np.fromiter(chain.from_iterable(_rows(cursor)), np.int64).reshape(-1, 4)
    ballots, place = np.unique(rows[:, 0], return_inverse=True)
    last = np.zeros(len(ballots), np.int64)
    np.maximum.at(last, place.reshape(-1), rows[:, 3])
    aside = list(Ballot.objects.filter(dialogue=pk, is_aside=True).values_list("pk", flat=True))
    if aside:
        last[np.isin(ballots, aside)] = 0
        rows = rows[~np.isin(rows[:, 0], aside)]
    made: Votes = opinion.Votes.of(*rows[:, :3].T)
    return made, dict(zip(ballots.tolist(), last.tolist(), strict=True))


def _rows(cursor: Any) -> Iterator[tuple[int, int, int, int]]:
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows


def _statements(pk: int) -> Statements:
    rows = list(Statement.objects.filter(dialogue=pk).values_list("number", "verdict", "is_meta"))
    out = frozenset(number for number, verdict, _meta in rows if verdict != "shown")
    meta = frozenset(number for number, _verdict, is_meta in rows if is_meta)
    made: Statements = opinion.Statements(out=out, meta=meta)
    return made
