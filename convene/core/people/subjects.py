"""What people can help with and want to learn, as far as the network has a name for it: its topics and its skills.

A profile keeps words, as its person wrote them. Where a word is the name of a topic or a skill, in whatever language of
the site, it is known by a key too, so that "air", "aire" and a gap of a team can mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..frameworks.queries import texts
from ..tags.models import Facet
from ..tags.queries import vocabulary
from .models import folded

if TYPE_CHECKING:
    from ..frameworks.texts.words import Words
    from ..tags.models import Term

TOPIC, SKILL = "topic:", "skill:"
LONGEST = 5  # parts between commas that one name has at most


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic of the network or a skill of the wheel."""

    key: str  # "topic:health", "skill:mentoring"
    said: Term | Words  # in the reader's language as text
    names: Sequence[str]  # in all languages, folded

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Subjects:
    """All of them."""

    by_key: Mapping[str, Subject]
    by_name: Mapping[str, str]  # folded name -> key

    @property
    def topics(self) -> list[Subject]:
        """Those of the network's terms."""
        return [one for one in self.by_key.values() if one.key.startswith(TOPIC)]

    @property
    def skills(self) -> list[Subject]:
        """Those of the wheel."""
        return [one for one in self.by_key.values() if one.key.startswith(SKILL)]

    def told(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each word with its key, which is the word itself, folded, where the network has no name for it.

        Names may hold commas, at which lists of words are cut: what was cut is put together again.
        """
        at = 0
        while at < len(words):
            ends = range(min(at + LONGEST, len(words)), at, -1)
            whole = [", ".join(words[at:end]) for end in ends]
            name = next((name for name in whole if folded(name) in self.by_name), words[at])
            yield name, self.by_name.get(folded(name), folded(name))
            at += name.count(", ") + 1


def subjects(now: str = "") -> Subjects:
    """Topics and skills in force; with a head of the ledger they are read once until the next line. Two queries."""
    found = [*_topics(now), *_skills(now)]
    by_name = {name: one.key for one in reversed(found) for name in one.names}
    return Subjects({one.key: one for one in found}, by_name)


def _topics(now: str) -> Iterable[Subject]:
    for term in vocabulary(now).by_facet[Facet.TOPIC]:
        yield Subject(f"{TOPIC}{term.slug}", term, [folded(str(name)) for name in term.labels.values()])


def _skills(now: str) -> Iterable[Subject]:
    wheel = texts(now).skills
    for kind in wheel.competencies if wheel else ():
        for skill in kind.skills:
            yield Subject(f"{SKILL}{skill.key}", skill.name, [folded(name) for name in skill.name.said.values()])
