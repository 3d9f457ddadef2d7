"""Institutions by name, place, kind and country, and while somebody types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex

from ..models import Institution, words_in

if TYPE_CHECKING:
    from ...people.models import Actor

MOST_WORDS = 6
SUGGESTED = 8
PAGE = 40
LAST_PAGE = 250
Box = tuple[float, float, float, float]  # west, south, east, north, in degrees


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for."""

    text: str = ""
    kind: str = ""
    country: str = ""
    page: int = 1
    box: Box | None = None


def find(actor: Actor, text: str) -> QuerySet[Institution]:
    """Institutions in whose name or place each word begins a word: those first that begin so, open ones, short ones.

    Looks through all of them: with 36,000 that costs about ten milliseconds of a processor.
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


def fitting(actor: Actor, wish: Wish) -> QuerySet[Institution]:
    """All that fit, those first that a page shows first."""
    rows = find(actor, wish.text) if wish.text else Institution.objects.visible_to(actor).order_by("find_as", "pk")
    if wish.kind:
        rows = rows.filter(kind=wish.kind)
    if wish.country:
        rows = rows.filter(country=wish.country)
    if wish.box:
        west, south, east, north = wish.box
        rows = rows.filter(longitude__gte=west, longitude__lt=east, latitude__gt=south, latitude__lte=north)
    return rows


def page_of(actor: Actor, wish: Wish) -> list[Institution]:
    """A page of what fits, and one more if there is a page after it. One query."""
    start = (wish.page - 1) * PAGE
    return list(fitting(actor, wish)[start : start + PAGE + 1])


def known_countries(actor: Actor) -> list[str]:
    """The countries that there are institutions in. One query."""
    rows = Institution.objects.visible_to(actor).exclude(country="").order_by("country")
    return list(rows.values_list("country", flat=True).distinct())
