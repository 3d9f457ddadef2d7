"""What moderators of a dialogue read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count

from ..alike import nearest
from ..models import Verdict
from .order import shown

if TYPE_CHECKING:
    from ..models import Dialogue, Statement


class Waiting(NamedTuple):
    """A statement to be read, and what is shown already that nearly says the same. By whom it is stands nowhere."""

    pk: int
    statement: Statement
    near: str


def to_read(dialogue: Dialogue, verdict: str, most: int) -> list[Waiting]:
    """Statements of one verdict, the oldest first where they wait, otherwise the newest. One query, rarely two."""
    rows = dialogue.statements.filter(verdict=verdict)
    rows = rows.order_by("number") if verdict == Verdict.WAITING else rows.order_by("-number")
    lines = {line.pk: line.text for line in shown(dialogue)} if verdict == Verdict.WAITING else {}

    def near(text: str) -> str:
        found = nearest(text, lines.items(), 1)
        return lines[found[0]] if found else ""

    return [Waiting(one.pk, one, near(one.text)) for one in rows[:most]]


def refused_by_reason(dialogue: Dialogue) -> list[tuple[str, int]]:
    """How many were not taken in for each reason, the most frequent first. One query."""
    refused = dialogue.statements.filter(verdict=Verdict.REFUSED).values_list("reason")
    return list(refused.annotate(number=Count("pk")).order_by("-number", "reason"))
