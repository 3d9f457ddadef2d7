"""The network's terms for what lists from elsewhere say in words, codes and addresses of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ....core.tags.models import ONE_ONLY, Facet, Term

if TYPE_CHECKING:
    from ....core.tags.queries import Vocabulary
    from ....lib.records import Record

_CC = re.compile(
    r"creativecommons\.org/licen[sc]es/(by(?:-(?:nc|nd|sa))*)|\bcc[ -]?(by(?:[ -](?:nc|nd|sa))*)\b", re.IGNORECASE
)
_ZERO = re.compile(r"publicdomain/zero|\bcc[ -]?(?:0|zero)\b", re.IGNORECASE)
_KINDS = {  # what BibTeX, RIS, CSL, Zotero, schema.org and the vocabularies of schools call them
    "article": "articlejournal journalarticle jour magazinearticle articlemagazine newspaperarticle "
    "articlenewspaper news inproceedings conferencepaper paperconference conf cpaper incollection inbook chapter chap "
    "booksection blogpost scholarlyarticle newsarticle preprint mgzn",
    "report": "techreport rprt thesis phdthesis mastersthesis thes book booklet workingpaper proceedings",
    "guide": "manual howto handbook documentation",
    "dataset": "data datos", "website": "webpage online elec www weblink webseite",
    "template": "worksheet form checklist vorlage arbeitsblatt",
    "curriculum": "course lessonplan lesson module unit textbook syllabus kurs",
    "tool": "software computerprogram comp webapplication mobileapplication softwareapplication app program",
    "case-study": "case casestudies fallstudie", "example": "exemplar",
}  # fmt: skip
_LANGUAGES = {
    "en": "eng english inglés", "es": "spa spanish castellano", "fr": "fra fre french", "pt": "por portuguese",
    "de": "deu ger german", "zh": "zho chi chinese", "ar": "ara arabic",
}  # fmt: skip
_AUDIENCES = {"youth": "student students learner learners", "scientist": "researcher researchers"}
_ALIASES = {
    Facet.KIND: _KINDS, Facet.LANGUAGE: _LANGUAGES, Facet.AUDIENCE: _AUDIENCES,
}  # fmt: skip


class Terms:
    """Finds terms by what others call them."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Term]:
        found = {}
        for facet, terms in self._words.by_facet.items():
            by_slug = {term.slug: term for term in terms}
            for term in terms:
                for name in (term.slug, *map(str, term.labels.values())):
                    found[facet, bare(name)] = term
            for slug, names in _ALIASES.get(Facet(facet), {}).items():
                for name in map(bare, names.split()) if slug in by_slug else ():
                    found.setdefault((facet, name), by_slug[slug])
        return found

    def of(self, record: Record) -> tuple[list[Term], list[str]]:
        """The terms that a record answers to, and the subjects for which there is none."""
        languages = [one if len(one) < 4 or one[2] not in "-_" else one[:2] for one in record.languages]
        licence = self._licence(record.licence)
        found = [
            *self._all(Facet.KIND, record.kinds), *self._all(Facet.LANGUAGE, languages),
            *self._all(Facet.AUDIENCE, record.audiences), *self._all(Facet.TOPIC, record.subjects),
            *([licence] if licence else []),
        ]  # fmt: skip
        for facet, names in record.also.items():
            found += self._all(facet, names)
        once: dict[tuple[str, int], Term] = {}
        for term in found:
            once.setdefault((term.facet, 0 if term.facet in ONE_ONLY else term.pk), term)
        unknown = [one for one in record.subjects if (Facet.TOPIC, bare(one)) not in self._by_name]
        return list(once.values()), unknown

    def _all(self, facet: str, names: Iterable[str]) -> list[Term]:
        return [term for name in names if (term := self._by_name.get((facet, bare(name))))]

    def _licence(self, said: str) -> Term | None:
        if found := _CC.search(said):
            slug = "cc-" + (found[1] or found[2]).lower().replace(" ", "-")
        elif _ZERO.search(said):
            slug = "cc0"
        else:
            slug = ""
        named = self._by_name.get((Facet.LICENCE, bare(said)))
        return self._words.find(Facet.LICENCE, slug) or named


def bare(name: str) -> str:
    """A name without case, accents and signs."""
    plain = unicodedata.normalize("NFKD", name[:200]).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
