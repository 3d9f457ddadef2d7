"""What help is asked for: a part of the texts in force, with its words and where the library has more on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...lib.text.telling import told
from ..frameworks.queries import Texts, texts
from ..ledger.head import head
from ..people.subjects import SKILL, TOPIC
from ..search.kinds.helping import fit
from ..tags.queries import vocabulary


@dataclass(frozen=True, slots=True)
class Subject:
    """A gap: "skill:listening", in the words of the text, the library's terms that it names, and what people call it.

    keys: of core/people/subjects.py. head: of the ledger, at which the texts were read.
    """

    key: str
    words: str
    terms: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    head: str = ""

    def fits(self, key: str, words: str) -> bool:
        """Whether what somebody says, and the network calls `key`, is about this."""
        return key in self.keys or fit(set(told(self.words)), set(told(words)))


def subject_of(key: str) -> Subject | None:
    """The part of the texts in force that is called so, or None. One query, and two where something happened since."""
    now = head()
    found = next((one for one in _parts(texts(now)) if one[0] == key), None)
    if found is None:
        return None
    _key, words, see = found
    known = vocabulary(now) if see else None
    terms = [known.find(*one.split(":", 1)) for one in see] if known else []
    keys = tuple(one for one in (key, *see) if one.startswith((SKILL, TOPIC)))
    return Subject(key, words, tuple(str(one.label) for one in terms if one), keys, now)


def _parts(found: Texts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if found.guide:
        for stage in found.guide.stages:
            yield from ((f"question:{one.key}", str(one.text), one.see) for one in stage.questions)
    if found.readiness:
        yield from ((f"dimension:{one.key}", str(one.name), one.see) for one in found.readiness.dimensions)
    if found.rubric:
        yield from ((f"criterion:{one.key}", str(one.name), ()) for one in found.rubric.criteria)
    if found.skills:
        for kind in found.skills.competencies:
            yield from ((f"skill:{one.key}", str(one.name), ()) for one in kind.skills)
