"""The five texts: what each is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from .reading import Address, Key, See
from .words import Words

LEVELS = 4  # of readiness and of the rubric
STEPS = 4  # of a skill; what a team may see of itself rests on the third


@dataclass(frozen=True, slots=True)
class Source:
    """Where names or ideas come from."""

    name: Words
    address: Address


@dataclass(frozen=True, slots=True)
class Head:
    """What every text says of itself; `credit` says whose words are whose."""

    name: Words
    line: Words
    credit: Words
    intro: tuple[Words, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a scale, from the first on."""

    key: Key
    name: Words
    line: Words = Words()


@dataclass(frozen=True, slots=True)
class Trait:
    """An attribute, approach or outcome; `note` says what we do not know of it."""

    key: Key
    name: Words
    line: Words
    about: tuple[Words, ...] = ()
    looks_like: tuple[Words, ...] = ()
    not_yet: tuple[Words, ...] = ()
    ask: tuple[Words, ...] = ()
    note: Words = Words()
    compulsory: bool = False
    see: tuple[See, ...] = ()


@dataclass(frozen=True, slots=True)
class Framework:
    """What community science is, in attributes, approaches and outcomes."""

    head: Head
    attributes: tuple[Trait, ...]
    approaches: tuple[Trait, ...]
    outcomes: tuple[Trait, ...] = ()
    roles: tuple[Step, ...] = ()
    activities: tuple[Words, ...] = ()
    outcomes_note: Words = Words()


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the guide, and why it matters."""

    key: Key
    text: Words
    why: Words
    see: tuple[See, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """Questions of one stage that belong together."""

    key: Key
    name: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the guide."""

    key: Key
    name: Words
    line: Words
    themes: tuple[Theme, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All of them, in order."""
        return tuple(chain.from_iterable(theme.questions for theme in self.themes))


@dataclass(frozen=True, slots=True)
class Guide:
    """The discussion guide: `steps` answer "where do we stand?"."""

    head: Head
    steps: tuple[Step, ...]
    stages: tuple[Stage, ...]
    revisit_days: int = 180

    def faults(self) -> Iterator[str]:
        """What no single key is to blame for."""
        if not 2 <= len(self.steps) <= 7:
            yield _("“steps” needs two to seven steps.")
        if not any(stage.questions for stage in self.stages):
            yield _("There is no question in it.")


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the things to be ready in, with a sentence for each level."""

    key: Key
    name: Words
    line: Words
    levels: tuple[Words, ...]
    needs: Words = Words()
    assets: Words = Words()
    see: tuple[See, ...] = ()

    def faults(self) -> Iterator[str]:
        """Each level is anchored in words."""
        if len(self.levels) != LEVELS:
            yield _four(len(self.levels))


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready an institution is."""

    head: Head
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """What the rubric rates, and what would show it."""

    key: Key
    name: Words
    levels: tuple[Words, ...]
    evidence: tuple[Words, ...] = ()

    def faults(self) -> Iterator[str]:
        """Each level is anchored in words."""
        if len(self.levels) != LEVELS:
            yield _four(len(self.levels))


@dataclass(frozen=True, slots=True)
class Rubric:
    """How far a piece of work shows the attributes, at named moments."""

    head: Head
    moments: tuple[Step, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill; `address` is where its source explains it."""

    key: Key
    name: Words
    line: Words
    address: Address = Address("")


@dataclass(frozen=True, slots=True)
class Competency:
    """Skills of one kind."""

    key: Key
    name: Words
    line: Words
    skills: tuple[Skill, ...]


@dataclass(frozen=True, slots=True)
class Skills:
    """The skills wheel; `steps` are how a person rates themselves."""

    head: Head
    steps: tuple[Step, ...]
    competencies: tuple[Competency, ...]

    def faults(self) -> Iterator[str]:
        """From the third step on somebody needs nobody's help."""
        if len(self.steps) != STEPS:
            yield _("“steps” needs four steps: from the third on, somebody can do it by themselves.")


def _four(number: int) -> str:
    return _("There have to be four levels, and there are %(number)s.") % {"number": number}
