"""What is wrong with a text, said so that whoever wrote it finds the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ....lib.errors import NotPossible


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the line from 1, the way of keys that leads there, and what to do."""

    line: int
    where: str
    sentence: str

    def __str__(self) -> str:
        values = {"line": self.line, "where": self.where, "sentence": self.sentence}
        if self.where:
            return _("Line %(line)s, %(where)s: %(sentence)s") % values
        return _("Line %(line)s: %(sentence)s") % values


class Unreadable(NotPossible):
    """A text that cannot be taken up, with all that was found wrong with it, in the order of its lines."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = sorted(faults, key=lambda one: one.line)
        super().__init__("\n".join(map(str, self.faults)))
