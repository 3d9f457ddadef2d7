"""What somebody who takes part sees of their own ballot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import get_language

from ..alike import nearest, normal
from ..models import Ballot, Statement, Vote
from .order import Line, next_line, shown

if TYPE_CHECKING:
    from collections.abc import Collection

    from ....core.people.models import Actor
    from ..models import Dialogue


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a voter stands: what they voted, and what comes next."""

    ballot: int
    votes: dict[int, int]  # statement -> 1, -1 or 0
    lines: tuple[Line, ...]
    next: Line | None

    @property
    def done(self) -> int:
        """On how many of the shown ones they have voted."""
        return sum(line.pk in self.votes for line in self.lines)

    def voted(self) -> list[tuple[Line, int]]:
        """What they voted on what is shown, by number."""
        return [(line, self.votes[line.pk]) for line in self.lines if line.pk in self.votes]


def seat(dialogue: Dialogue, key: str) -> Seat | None:
    """The seat of the ballot with this key; None for those who have not begun. One query, rarely two."""
    rows = Ballot.objects.filter(dialogue=dialogue, key=key) if key else Ballot.objects.none()
    found = list(rows.values_list("pk", "votes__statement_id", "votes__value"))
    if not found:
        return None
    return seated(dialogue, key, found[0][0], {statement: value for _pk, statement, value in found if statement})


def seat_of(dialogue: Dialogue, key: str, ballot: int) -> Seat:
    """The seat of a ballot whose number is known. One query, rarely two."""
    return seated(dialogue, key, ballot, dict(Vote.objects.filter(ballot=ballot).values_list("statement", "value")))


def seated(dialogue: Dialogue, key: str, ballot: int, votes: dict[int, int]) -> Seat:
    """Put together what is known of a ballot."""
    lines = shown(dialogue, get_language() or "")
    return Seat(ballot, votes, lines, next_line(lines, key, votes))


def alike_in(dialogue: Dialogue, text: str) -> list[Line]:
    """Statements that nearly say the same, the nearest first; none for the same words, which cannot stand twice."""
    lines = {line.pk: line for line in shown(dialogue)}
    found = [lines[pk] for pk in nearest(text, ((line.pk, line.text) for line in lines.values()))]
    return [] if found and normal(found[0].text) == normal(text) else found


def written_by(actor: Actor, dialogue: Dialogue, on_device: Collection[int]) -> list[Statement]:
    """What somebody wrote in a dialogue: known by their account, or remembered by their device. One query."""
    mine = Q(author_id=actor.pk) if actor.pk else Q(pk__in=())
    rows = Statement.objects.filter(mine | Q(pk__in=list(on_device), author=None), dialogue=dialogue)
    return list(rows.order_by("number"))
