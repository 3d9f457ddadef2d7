"""The permission table, read from `permissions.txt`: what is to be answered to whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .roles import OUT, ROLES

TABLE = Path(__file__).with_name("permissions.txt")


@dataclass(frozen=True)
class Line:
    """What one method is answered in some state: role -> answer."""

    number: int
    method: str
    states: tuple[str, ...]
    answers: dict[str, str]

    def fits(self, method: str, states: frozenset[str]) -> bool:
        """Whether this line speaks of such a request."""
        if self.method not in {"*", method}:
            return False
        return all((state[1:] not in states) if state[0] == "!" else state in states for state in self.states)


@cache
def table() -> dict[str, list[Line]]:
    """address -> its lines, in order."""
    found: dict[str, list[Line]] = {}
    here: list[list[Line]] = []
    for number, text in enumerate(TABLE.read_text(encoding="utf-8").splitlines(), start=1):
        words = text.partition("#")[0].split()
        if not words:
            continue
        if not text.startswith(" "):
            here = []
            for name in words:
                assert name not in found, f"line {number}: {name} has rows already"
                here.append(found.setdefault(name, []))
            continue
        first = next(
            at
            for at, word in enumerate(words)
            if word[0].isdigit() or word.partition("/")[0] in {"login", "done", "seen", "any"}
        )
        states = tuple(word for word in words[1:first] if word != "*")
        for lines in here:
            lines.append(Line(number, words[0], states, _answers(number, words[first:])))
    return found


def _answers(number: int, words: list[str]) -> dict[str, str]:
    columns = ("out", *ROLES[len(OUT) :])
    if len(words) == 1:
        words = words * len(columns)
    assert len(words) == len(columns), f"line {number}: {len(columns)} answers are needed, not {len(words)}"
    answers = dict(zip(columns, words, strict=True))
    out = answers.pop("out").split("/")
    return dict(zip(OUT, out * 3 if len(out) == 1 else out, strict=True)) | answers


def expected(route: str, method: str, states: frozenset[str]) -> Line:
    """The line that speaks of a request. Raises LookupError with what is missing."""
    for line in table().get(route, ()):
        if line.fits(method, states):
            return line
    raise LookupError(f"{route} has no line for {method} {' '.join(sorted(states))}".strip())
