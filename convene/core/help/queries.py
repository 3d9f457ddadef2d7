"""What helps with a gap, of all that the reader may see at this moment. Nothing is noted of what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from ...lib.finding.asking import read
from ...lib.text.telling import told
from ..institutions.models import Belonging
from ..people.models import folded
from ..search.copies import finder
from ..search.kinds.base import ANSWERED
from ..search.queries import Knower, Result, Wish, shown, threads_of, who_knows
from ..search.reader import reader_of

if TYPE_CHECKING:
    from ..people.models import Actor
    from ..search.reader import Reader
    from ..teams.models import Team
    from .offers import Offer
    from .subjects import Subject

PEOPLE, OTHERS = 4, 3  # how many are shown: people; offers, resources, and topics
LOOKED_AT, FEW, COMPARED = 200, 60, 20
LETTERS = 4000  # of a result that are compared with the gap


@dataclass(frozen=True, slots=True)
class Hint:
    """A resource or a topic, with why it is shown."""

    title: str
    address: str
    why: str
    note: str = ""  # of a resource, why it fits; of a topic, where it is


@dataclass(frozen=True, slots=True)
class Helping:
    """What there is; `colleagues` are those of the people who work where the team does."""

    subject: Subject
    people: list[Knower]
    colleagues: set[int]
    offers: list[Offer]
    resources: list[Hint]
    topics: list[Hint]

    @property
    def is_empty(self) -> bool:
        """Whether nothing and nobody comes to mind."""
        return not (self.people or self.offers or self.resources or self.topics)


def helping(actor: Actor, team: Team, subject: Subject) -> Helping:
    """People, of other institutions first; answered questions; resources. About 25 queries: for a page of its own."""
    reader = reader_of(actor)
    members = set(team.members.values_list("person_id", flat=True))
    people, colleagues = _people(actor, team, subject, members)
    found = [offer for name in settings.KNOWING["offers"] for offer in import_string(name)(actor, subject)]
    offers = [one for one in found if one.person.pk not in members][:OTHERS]
    resources = _resources(reader, subject)
    answered = _fitting(reader, subject.words, Wish("", "post", state=ANSWERED))
    topics = [_topic(one, why) for one, why in answered[:OTHERS]]
    return Helping(subject, people, colleagues, offers, resources, topics)


def _people(actor: Actor, team: Team, subject: Subject, members: set[int]) -> tuple[list[Knower], set[int]]:
    """Whom one could ask, none of them of the team: those whom others ask a lot these days are left in peace."""
    found = who_knows(actor, subject.words, keys=subject.keys, but=members, most=FEW)
    # Who does not show where they work counts as from elsewhere, or the order would tell
    says = {one.person.pk for one in found if one.person.shows("institution", actor)}
    here = folded(team.institution.name)
    colleagues = {one.person.pk for one in found if folded(one.person.institution) == here} & says
    if says - colleagues:
        at = Belonging.objects.filter(institution=team.institution_id, person__in=says - colleagues)
        colleagues |= set(at.values_list("person_id", flat=True))
    return sorted(found, key=lambda one: one.person.pk in colleagues)[:PEOPLE], colleagues


def _resources(reader: Reader, subject: Subject) -> list[Hint]:
    """What says it in its own words, then what the library has under the terms that the text names."""
    wish = Wish("", "resource")
    found = {one.found.address: _resource(one, why) for one, why in _fitting(reader, subject.words, wish)[:OTHERS]}
    for term in subject.terms:
        if len(found) >= OTHERS:
            break
        for one in _matching(reader, f'"{term}"', wish)[:OTHERS]:
            found.setdefault(one.found.address, _resource(one, _("in the library under “%(term)s”") % {"term": term}))
    return list(found.values())[:OTHERS]


def _fitting(reader: Reader, text: str, wish: Wish) -> list[tuple[Result, str]]:
    """What has two of the telling words, or the only one; with the words that it has."""
    words = told(text)
    fits = []
    for one in _matching(reader, " OR ".join(words.values()), wish):
        both = words.keys() & told(f"{one.found.title} {one.found.text[:LETTERS]}").keys()
        if both and len(both) >= min(2, len(words)):
            named = ", ".join(shown_as for word, shown_as in words.items() if word in both)
            fits.append((len(both), one, _("about %(words)s") % {"words": named}))
    return [(one, why) for _number, one, why in sorted(fits, key=lambda fit: -fit[0])]


def _matching(reader: Reader, text: str, wish: Wish) -> list[Result]:
    asked = read(text)
    if not asked:
        return []
    rows = finder().best(asked, wish.where(reader), LOOKED_AT, FEW).rows[:FEW]
    return shown(reader, asked, threads_of(reader, wish, rows)[:COMPARED])


def _resource(one: Result, why: str) -> Hint:
    fits = one.found.text.partition("\n")[0]
    return Hint(one.found.title, one.found.address, _joined(why, one.found.note), fits)


def _topic(one: Result, why: str) -> Hint:
    return Hint(one.found.title, one.found.address, _joined(_("answered"), why), one.found.place)


def _joined(*said: str) -> str:
    return " · ".join(filter(None, said))
