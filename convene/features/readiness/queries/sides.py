"""The two sides of a rubric: what each found, and how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ....core.teams.models import Side
from ..models import Finding, Rating, Sheet
from ..standing import Standing
from . import Note, in_order, text_of

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Criterion
    from ....core.rounds.models import Round

SIDES = (Side.OWN, Side.PARTNER)


@dataclass(slots=True)
class Compared:
    """What both sides say of one attribute; a side that may not be shown has no standing and no evidence."""

    criterion: Criterion
    standings: dict[str, Standing] = field(default_factory=dict)
    evidence: dict[str, list[Note]] = field(default_factory=dict)

    @property
    def gap(self) -> float | None:
        """Levels from the institution's middle to the partner's, below 0 where the partner sees it lower.

        None unless both sides are shown.
        """
        if len(self.standings) < len(SIDES):
            return None
        return self.standings[Side.PARTNER].middle - self.standings[Side.OWN].middle


@dataclass(frozen=True, slots=True)
class Comparison:
    """A closed round of the rubric; `people` by side."""

    rows: list[Compared]
    people: dict[str, int]

    @property
    def widest(self) -> list[Compared]:
        """Where the sides differ by a level or more, the widest first."""
        apart = [(abs(one.gap), one) for one in self.rows if one.gap is not None]
        return [one for gap, one in sorted(apart, key=lambda pair: -pair[0]) if gap >= 1]


def comparison(round: Round) -> Comparison:
    """What a closed round of the rubric came to. Three queries."""
    rows: dict[str, Compared] = {one.key: Compared(one) for one in text_of(round).criteria}
    for found in Finding.objects.filter(round=round).select_related("part"):
        rows[found.part.key].standings[found.side] = found.standing
    people: dict[str, set[int]] = {side: set() for side in SIDES}
    for sheet in Sheet.objects.filter(round=round, shared_at__isnull=False):
        people[sheet.side].add(sheet.pk)
    shared = Rating.objects.filter(sheet__round=round, sheet__shared_at__isnull=False).exclude(evidence="")
    for one in shared.select_related("part", "sheet__person"):
        row, side = rows[one.part.key], one.sheet.side
        if side in row.standings:
            by = one.sheet.person.name if one.sheet.is_named and one.sheet.person else ""
            row.evidence.setdefault(side, []).append(Note(one.evidence, by))
    for row in rows.values():
        for notes in row.evidence.values():
            in_order(notes)
    return Comparison(list(rows.values()), {side: len(some) for side, some in people.items()})
