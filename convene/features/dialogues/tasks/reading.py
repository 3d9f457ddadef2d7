"""All votes of a dialogue as one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from ....lib.late import late
from ..models import Ballot, Dialogue, Statement

if TYPE_CHECKING:
    from ..opinion import Statements, Votes

np: Any = late("numpy")
opinion: Any = late("convene.features.dialogues.opinion")

AT_ONCE = 50_000
VOTES = (
    "SELECT v.ballot_id, s.number, v.value FROM dialogues_vote v JOIN dialogues_statement s ON s.id = v.statement_id"
    " WHERE s.dialogue_id = %s"
)


@dataclass(frozen=True, slots=True)
class Read:
    """The votes, what is known of statements by their numbers, and up to which change all votes are among them."""

    table: Votes
    statements: Statements
    changes: int


def read(pk: int) -> Read | None:
    """The votes of ballots that count; None where there is no such dialogue.

    Whoever votes raises `changes` with it: where that is the same afterwards, nothing came in between. While votes pour
    in it never is; then the table holds at least those up to the first look.
    """
    found = None
    for _attempt in range(3):
        before = _changes(pk)
        if before is None:
            return None
        found = Read(_votes(pk), _statements(pk), before)
        if _changes(pk) == before:
            break
    return found


def _changes(pk: int) -> int | None:
    return Dialogue.objects.filter(pk=pk).values_list("changes", flat=True).first()


def _votes(pk: int) -> Votes:
    parts = []
    with connection.cursor() as cursor:
        cursor.execute(VOTES, [pk])
        while rows := cursor.fetchmany(AT_ONCE):
            parts.append(np.array(rows, np.int64))
    rows_ = np.concatenate(parts) if parts else np.zeros((0, 3), np.int64)
    aside = list(Ballot.objects.filter(dialogue=pk, is_aside=True).values_list("pk", flat=True))
    if aside:
        rows_ = rows_[~np.isin(rows_[:, 0], aside)]
    made: Votes = opinion.Votes.of(rows_[:, 0], rows_[:, 1], rows_[:, 2])
    return made


def _statements(pk: int) -> Statements:
    rows = list(Statement.objects.filter(dialogue=pk).values_list("number", "verdict", "is_meta"))
    out = frozenset(number for number, verdict, _meta in rows if verdict != "shown")
    meta = frozenset(number for number, _verdict, is_meta in rows if is_meta)
    made: Statements = opinion.Statements(out=out, meta=meta)
    return made
