"""Reads about institutions, for pages and while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex

from .models import Belonging, Claim, Institution, Pair, words_in

if TYPE_CHECKING:
    from ..people.models import Actor, User

MOST_WORDS = 6
SUGGESTED = 8
PAGE = 40
LAST_PAGE = 250


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for."""

    text: str = ""
    kind: str = ""
    country: str = ""
    page: int = 1


def find(actor: Actor, text: str) -> QuerySet[Institution]:
    """Institutions in whose name or place each word begins a word: those first that begin so, open ones, short ones.

    Looks through all of them: with 36,000 that costs about ten milliseconds of a processor .
    """
    words = words_in(text)[:MOST_WORDS]
    found = Institution.objects.visible_to(actor)
    if not words:
        return found.none()
    for number, word in enumerate(words):
        found = found.alias(**{f"at_{number}": StrIndex("find_as", Value(f" {word}"))}).filter(
            **{f"at_{number}__gt": 0}
        )
    begins = StrIndex("find_as", Value(f" {' '.join(words)}"))
    rank = Case(When(begins=1, then=0), default=1, output_field=IntegerField())
    return found.alias(begins=begins, rank=rank).order_by("rank", "is_closed", Length("find_as"), "pk")


def suggestions(actor: Actor, text: str) -> list[Institution]:
    """The few that somebody may be about to name. One query."""
    return list(find(actor, text)[:SUGGESTED]) if len("".join(words_in(text))) > 1 else []


def page_of(actor: Actor, wish: Wish) -> list[Institution]:
    """A page of what fits, and one more if there is a page after it. One query."""
    rows = find(actor, wish.text) if wish.text else Institution.objects.visible_to(actor).order_by("find_as", "pk")
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.country:
        rows = rows.filter(country=wish.country)
    start = (wish.page - 1) * PAGE
    return list(rows[start : start + PAGE + 1])


def known_countries(actor: Actor) -> list[str]:
    """The countries that there are institutions in. One query."""
    rows = Institution.objects.visible_to(actor).exclude(country="").order_by("country")
    return list(rows.values_list("country", flat=True).distinct())


def pairs(most: int = PAGE) -> list[Pair]:
    """What staff have to decide, the first found first. One query."""
    waiting = Pair.objects.filter(settled_at=None, first__merged_into=None, second__merged_into=None)
    return list(waiting.select_related("first", "second").order_by(F("found_at"), "pk")[:most])


def people_at(viewer: Actor, institution: Institution, most: int = 200) -> list[User]:
    """Who works there and lets members know it, for members: keepers of the page first, by name. Two queries."""
    if not viewer.is_authenticated:
        return []
    belongs = Belonging.objects.filter(institution=institution, person__is_active=True, person__suspended_at=None)
    people = [one.person for one in belongs.select_related("person").order_by("since")[:most]]
    keepers = set(institution.claims.accepted().values_list("person_id", flat=True))
    shown = [one for one in people if one.shows("institution", viewer)]
    return sorted(shown, key=lambda one: (one.pk not in keepers, one.name.casefold(), one.pk))


def claims_waiting(viewer: Actor) -> int:
    """How many claims staff have to answer; for others none."""
    return Claim.objects.waiting().count() if viewer.is_authenticated and viewer.is_staff else 0
