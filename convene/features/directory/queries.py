"""People as they are found: by their names, and by what each shows to whoever looks.

All of it is read from `Said`, which holds nothing that is for its person alone, and of `Said` what the reader may see:
so that what is hidden from them filters nothing, counts nowhere and is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Max, Prefetch, Q, QuerySet, Window
from django.db.models.functions import Lower, RowNumber
from django.utils.translation import gettext_lazy as _

from ...core.ledger.head import UntilNext
from ...core.people.models import Said, User, folded
from ...core.people.rules import takes_part
from ...core.people.subjects import TOPIC, subjects

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.utils.functional import Promise

    from ...core.people.models import Actor
    from ...core.people.subjects import Subject

PAGE = 24
MOST_WORDS, MOST_PICKED, MOST_CHOICES = 6, 6, 20
SUBJECTS = ("can_help_with", "wants_to_learn")
FACETS: dict[str, Promise] = {
    "topic": _("Subject"), "can_help_with": _("Can help with"), "wants_to_learn": _("Wants to learn"),
    "role": _("Role"), "institution": _("Institution"), "place": _("Place"), "languages": _("Speaks"),
}  # fmt: skip
Pick = tuple[str, str]  # facet, key
Counts = Mapping[str, Sequence[tuple[str, str, int]]]  # facet -> key, words, people


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom somebody looks for."""

    text: str = ""
    picked: tuple[Pick, ...] = ()
    page: int = 1

    @property
    def address(self) -> str:
        """Of the first page of it."""
        said = [("q", self.text)] if self.text else []
        return "?" + urlencode([*said, *self.picked])

    def without(self, pick: Pick) -> Wish:
        """The same with one choice less."""
        return replace(self, picked=tuple(one for one in self.picked if one != pick), page=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that people say: how many of those who were found do."""

    facet: str
    key: str
    label: str
    count: int
    is_chosen: bool
    without: str  # the address without it


@dataclass(frozen=True, slots=True)
class Card:
    """A person, and what they show to the reader."""

    person: User
    said: Mapping[str, Sequence[str]]  # field -> words

    @property
    def line(self) -> str:
        """Role, institution and place."""
        return ", ".join(word for field in ("role", "institution", "place") for word in self.said.get(field, ()))


@dataclass(frozen=True, slots=True)
class Found:
    """A page of people."""

    cards: Sequence[Card]
    total: int
    pages: int
    facets: Sequence[tuple[str, Promise, Sequence[Choice]]]
    chosen: Sequence[Choice]


def wish_in(query: QueryDict) -> Wish:
    """What an address asks for, as far as it makes sense."""
    picked = ((facet, key[:320]) for facet in FACETS for key in query.getlist(facet)[:MOST_PICKED])
    number = query.get("page", "1")
    return Wish(
        " ".join(query.get("q", "").split())[:100],
        tuple(dict.fromkeys((facet, key) for facet, key in picked if key)),
        int(number) if number.isdecimal() and len(number) < 6 else 0,
    )


def look(actor: Actor, wish: Wish, now: str = "") -> Found:
    """A page of people. Two queries; three that count are kept until something happens, as all members see the same."""
    total, counts = _COUNTS(now, actor.is_authenticated, wish.text, wish.picked)
    pages = max((total + PAGE - 1) // PAGE, 1)
    if not 1 <= wish.page <= pages:
        raise LookupError(wish.page)
    known = subjects(now).by_key
    facets = [(facet, label, list(_choices(wish, facet, counts, known))) for facet, label in FACETS.items()]
    chosen = [one for _facet, _label, choices in facets for one in choices if one.is_chosen]
    return Found(_cards(actor, wish) if total else [], total, pages, [one for one in facets if one[2]], chosen)


def people(actor: Actor, wish: Wish) -> QuerySet[User]:
    """Everybody who fits; for visitors those alone who show something to everyone."""
    said = Said.objects.visible_to(actor)
    found = User.objects.visible_to(actor).filter(takes_part())
    if not actor.is_authenticated:
        found = found.filter(pk__in=said.values("person"))
    for word in folded(wish.text).replace("-", " ").split()[:MOST_WORDS]:
        begins = Q(find_as__contains=f" {word}")
        found = found.filter(begins | Q(pk__in=said.filter(begins).values("person")))
    for facet, key in wish.picked:
        found = found.filter(pk__in=said.filter(_in(facet), key=key).values("person"))
    return found


def _in(facet: str) -> Q:
    """A topic is what somebody can help with or wants to learn."""
    return Q(field__in=SUBJECTS, key__startswith=TOPIC) if facet == "topic" else Q(field=facet)


def _cards(actor: Actor, wish: Wish) -> list[Card]:
    shown = Prefetch("said", Said.objects.visible_to(actor))
    start = (wish.page - 1) * PAGE
    rows = people(actor, wish).order_by(Lower("name"), "pk").prefetch_related(shown)[start : start + PAGE]
    return [Card(one, _said(one)) for one in rows]


def _said(person: User) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for one in person.said.all():
        said.setdefault(one.field, []).append(one.words)
    return said


def _read_counts(is_member: bool, text: str, picked: tuple[Pick, ...]) -> tuple[int, Counts]:
    """How many there are, and how many of them say what. Three queries."""
    reader: Actor = User() if is_member else AnonymousUser()
    found = people(reader, Wish(text, picked))
    theirs = Said.objects.visible_to(reader).filter(person__in=found.order_by().values("pk")).order_by()
    turn = Window(RowNumber(), partition_by=F("field"), order_by=[F("people").desc(), F("key")])
    rows = theirs.values("field", "key").annotate(people=Count("pk"), said=Max("words"))
    counts: dict[str, list[tuple[str, str, int]]] = {facet: [] for facet in FACETS}
    for field, key, words, number in (
        rows.annotate(turn=turn).filter(turn__lte=MOST_CHOICES).order_by("field", "turn")
        .values_list("field", "key", "said", "people")
    ):  # fmt: skip
        counts[field].append((key, words, number))
    topics = theirs.filter(_in("topic")).values("key").annotate(people=Count("person", distinct=True))
    top = topics.order_by("-people", "key").values_list("key", "people")[:MOST_CHOICES]
    counts["topic"] = [(key, key, number) for key, number in top]
    return found.count(), counts


_COUNTS = UntilNext(_read_counts)


def _choices(wish: Wish, facet: str, counts: Counts, known: Mapping[str, Subject]) -> Iterator[Choice]:
    """What there is to choose, and what is chosen even where nobody is left who says so."""
    there = counts[facet]
    gone = [(key, key, 0) for name, key in wish.picked if name == facet and key not in {one[0] for one in there}]
    for key, words, number in [*there, *gone]:
        pick, is_subject = (facet, key), facet in (*SUBJECTS, "topic") and key in known
        label = str(known[key]) if is_subject else words
        yield Choice(facet, key, label, number, pick in wish.picked, wish.without(pick).address)
