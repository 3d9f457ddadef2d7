"""The questions of a round, in the words of the edition that it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ....core.frameworks.models import Part
from ....core.frameworks.queries import content

if TYPE_CHECKING:
    from ....core.frameworks.texts.shapes import Guide, Question, Stage
    from ....core.rounds.models import Round


@dataclass(frozen=True)
class Outline:
    """A stage of the guide, or all of it where a round has no stage."""

    round: Round
    text: Guide
    stages: tuple[Stage, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All of them, in order."""
        return tuple(one for stage in self.stages for one in stage.questions)

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The rows that answers hold on to, by key. One query."""
        keys = [one.key for one in self.questions]
        return {one.key: one for one in Part.objects.filter(edition=self.round.edition_id, key__in=keys)}

    @property
    def name(self) -> str:
        """That of the stage, or of the guide."""
        return str(self.stages[0].name if len(self.stages) == 1 else self.text.head.name)

    def place(self, key: str) -> int | None:
        """Where a question stands, from 0; none that it does not have."""
        return next((at for at, one in enumerate(self.questions) if one.key == key), None)


def outline(round: Round) -> Outline:
    """What a round asks; no query where the edition was read already."""
    text = content(round.kind, round.edition.source)
    return Outline(round, text, tuple(one for one in text.stages if round.stage in {"", one.key}))
