"""What votes came to, for pages: read from the picture that a worker made, with the words of its statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from ....lib.ui.drawings import seats
from .. import rules
from ..models import Picture, Statement
from ..models.statement import Verdict
from ..pictures.cells import Cell
from ..pictures.seats import seat_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..models import Dialogue

LETTERS = "ABCDE"
SIDES = ("left", "right", "above", "below")
DOTS = 70  # of a small drawing


@dataclass(frozen=True, slots=True)
class Said:
    """A statement and how people voted on it; None where fewer than five people stand behind a number."""

    number: int
    text: str
    language: str
    is_seed: bool
    is_meta: bool
    all: Cell | None
    groups: tuple[Cell | None, ...]
    original: tuple[str, str] | None = None  # its own words and their language, where the text is a translation
    by_machine: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its letter, a name if those who convene gave one, and the statements that speak for it, with a side."""

    letter: str
    name: str
    size: int
    clumps: list[list[float]]
    middle: tuple[float, float]
    voices: list[tuple[Said, str, Cell]]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that pages of results show."""

    state: str  # none, few, early, unsettled or settled
    people: int
    votes: int
    low: float
    groups: list[Group]
    clumps: list[list[float]]  # of everybody who could be placed, where there are no groups
    shared: list[tuple[Said, str]]
    divides: list[Said]
    unsure: list[Said]
    statements: list[Said]
    few_voted: int
    facts: Mapping[str, Any]
    sides: Mapping[str, str]  # the names of sides of the map that have one, by SIDES

    def parting(self, axis: int) -> Said | None:
        """The statement that parts people most along an axis of the picture, 0 or 1."""
        shown = {said.number: said for said in self.statements}
        found = [(abs(line[2 + axis]), -line[0]) for line in self.facts.get("axes", []) if line[0] in shown]
        return shown[-max(found)[1]] if found and max(found)[0] else None

    @property
    def is_named(self) -> bool:
        """Whether those who convene gave a group or a side of the map a name."""
        return bool(self.sides) or any(group.name for group in self.groups)

    @property
    def mode(self) -> str:
        """By which way places were worked out: polis or unbiased."""
        return str(self.facts.get("mode", "polis"))

    @property
    def placed(self) -> int:
        """How many stand in a group that is shown."""
        return sum(group.size for group in self.groups)

    def seat_of(self, votes: Mapping[int, int]) -> tuple[float, float, Group | None] | None:
        """Where somebody stands who voted so, by number of the statement, and the group that they are nearest to."""
        axes = {int(number): (mean, one, two) for number, mean, one, two in self.facts.get("axes", [])}
        middles = [group.middle for group in self.groups] or [(0.0, 0.0)]
        found = seat_on(axes, self.facts.get("left_out", 0), votes, middles, is_unbiased=self.mode == "unbiased")
        return found and (found[0], found[1], self.groups[found[2]] if self.groups else None)


def result_of(dialogue: Dialogue) -> Result:
    """The result as it stands. Three queries."""
    facts = Picture.objects.filter(dialogue=dialogue).values_list("facts", flat=True).first() or {"state": "none"}
    language = get_language() or ""
    rows = Statement.objects.filter(dialogue=dialogue, verdict=Verdict.SHOWN).order_by("number").read_in(language)
    lines = {line[0]: line for line in facts.get("lines", [])}
    count = len(facts.get("groups", []))
    said = {}
    for one in rows:
        _number, all_, groups = lines.get(one.number, (one.number, None, [None] * count))
        cells = tuple(_cell(cell) for cell in groups)
        said[one.number] = Said(
            one.number, one.translated or one.text, language if one.translated else one.language, one.is_seed,
            one.is_meta, _cell(all_), cells, (one.text, one.language) if one.translated else None, bool(one.by_machine),
        )  # fmt: skip
    names = dict(dialogue.map_names.values_list("place", "name")) if count and dialogue.state == "closed" else {}
    return Result(
        facts["state"], facts.get("people", 0), facts.get("votes", 0), facts.get("low", 0.0),
        [_group(at, one, names.get(LETTERS[at], ""), said) for at, one in enumerate(facts.get("groups", []))],
        facts.get("clumps", []),
        [(said[number], side) for number, side in facts.get("shared", []) if number in said],
        [said[number] for number in facts.get("divides", []) if number in said],
        [said[number] for number in facts.get("unsure", []) if number in said],
        list(said.values()), facts.get("few_voted", 0), facts, {side: names[side] for side in SIDES if side in names},
    )  # fmt: skip


def sketches_of(dialogues: Iterable[Dialogue]) -> dict[int, tuple[seats.Seats, bool]]:
    """By dialogue, of those whose result everybody sees: a small drawing, and whether it shows groups. One query."""
    keys = [one.pk for one in dialogues if rules.may_show_to_all(one)]
    if not keys:
        return {}
    drawn = {}
    rows = Picture.objects.filter(dialogue__in=keys).values_list("dialogue", "facts__groups", "facts__clumps")
    for key, groups, clumps in rows:
        room = [one["clumps"] for one in groups or []] or [clumps or []]
        if any(room):
            drawn[key] = seats.draw(room, most=DOTS), bool(groups)
    return drawn


def picture_mark(dialogue: Dialogue) -> int:
    """Which picture stands: grows with each that pages are given. One query."""
    return Picture.objects.filter(dialogue=dialogue).values_list("changes", flat=True).first() or 0


def _group(at: int, facts: dict[str, Any], name: str, said: dict[int, Said]) -> Group:
    voices = []
    for number, side in facts["voices"]:
        cell = said[number].groups[at] if number in said else None
        if cell is not None:
            voices.append((said[number], side, cell))
    x, y = facts["middle"]
    return Group(LETTERS[at], name, facts["size"], facts["clumps"], (x, y), voices)


def _cell(cell: list[int] | None) -> Cell | None:
    return (cell[0], cell[1], cell[2]) if cell else None
