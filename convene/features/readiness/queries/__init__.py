"""What a team found of its readiness, and what one said oneself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ....core.frameworks.queries import content
from ....core.rounds.models import Round
from ....lib.ui.drawings.levels import Levels, draw
from ..models import Finding, Rating, Sheet
from ..standing import Standing, first_steps

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Dimension
    from ....core.people.models import User
    from ....core.teams.models import Team


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote; `by` is empty where they did not put their name to it."""

    text: str
    by: str = ""


@dataclass(slots=True)
class Found:
    """What a closed round says of one dimension; `trend` from two rounds on that said something."""

    dimension: Dimension
    standing: Standing | None = None
    needs: list[Note] = field(default_factory=list)
    assets: list[Note] = field(default_factory=list)
    past: list[tuple[Round, Standing | None]] = field(default_factory=list)
    trend: Levels | None = None

    @property
    def next_level(self) -> int:
        """The level to work towards; one beyond the last where all stand there."""
        return int(self.standing.middle) + 1 if self.standing else 1


@dataclass(frozen=True, slots=True)
class Result:
    """What a closed round came to."""

    rows: list[Found]
    steps: list[Found]  # three at most
    people: int


def text_of(round: Round) -> Any:
    """The text that the round keeps to: a Readiness or a Rubric."""
    said: Any = content(round.edition.kind, round.edition.source)
    return said


def rounds_of(team: Team, kind: str) -> list[Round]:
    """All rounds of a kind, the newest first."""
    return list(Round.objects.filter(team=team, kind=kind).order_by("-begun_at", "-number"))


def result(round: Round) -> Result:
    """What a closed round came to, and how that compares with those before it. Four queries."""
    by_key: dict[str, Found] = {one.key: Found(one) for one in text_of(round).dimensions}
    _past(by_key, round)
    _words(by_key, round)
    rows = list(by_key.values())
    steps = [rows[at] for at in first_steps([one.standing for one in rows])]
    return Result(rows, steps, Sheet.objects.filter(round=round, shared_at__isnull=False).count())


def _past(by_key: dict[str, Found], round: Round) -> None:
    closed = Round.objects.filter(
        team=round.team_id, kind=round.kind, stage=round.stage, number__lte=round.number, closed_at__isnull=False
    ).order_by("number")
    rounds = list(closed)
    found = Finding.objects.filter(round__in=rounds, part__key__in=by_key).select_related("part")
    standings = {(one.round_id, one.part.key): one.standing for one in found}
    for key, row in by_key.items():
        row.standing = standings.get((round.pk, key))
        row.past = [(one, standings.get((one.pk, key))) for one in rounds]
        marks = [(one.lowest, one.middle, one.highest) if one else None for _round, one in row.past]
        if len([one for one in marks if one]) > 1:
            row.trend = draw(marks, levels=len(row.dimension.levels))


def _words(by_key: dict[str, Found], round: Round) -> None:
    """In the order of the alphabet, so that nothing tells what was written by the same person."""
    shared = Rating.objects.filter(sheet__round=round, sheet__shared_at__isnull=False).exclude(needs="", assets="")
    for one in shared.select_related("part", "sheet__person"):
        by = one.sheet.person.name if one.sheet.is_named and one.sheet.person else ""
        row = by_key[one.part.key]
        row.needs += [Note(one.needs, by)] if one.needs else []
        row.assets += [Note(one.assets, by)] if one.assets else []
    for row in by_key.values():
        in_order(row.needs)
        in_order(row.assets)


def in_order(notes: list[Note]) -> None:
    """Put notes in the order of the alphabet."""
    notes.sort(key=lambda note: (note.text.casefold(), note.text, note.by))


def sheet_of(person: User, round: Round) -> tuple[Sheet | None, dict[str, Rating]]:
    """One's own sheet in a round, and what it says by key."""
    sheet = Sheet.objects.filter(round=round, person=person).first()
    return sheet, _said(sheet)


def last_said(person: User, round: Round) -> dict[str, Rating]:
    """What one said oneself in the newest round before this in which one said something."""
    before = Sheet.objects.filter(
        person=person, round__team=round.team_id, round__kind=round.kind, round__stage=round.stage,
        round__number__lt=round.number,
    )  # fmt: skip
    return _said(before.order_by("-round__number").first())


def _said(sheet: Sheet | None) -> dict[str, Rating]:
    return {one.part.key: one for one in sheet.ratings.select_related("part")} if sheet else {}


def how_many_shared(round: Round) -> int:
    """How many people of the team have shared in a round; not who."""
    return Sheet.objects.filter(round=round).counted().count()
