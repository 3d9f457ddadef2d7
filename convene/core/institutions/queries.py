"""Reads about institutions, for pages and while somebody types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length, StrIndex

from .models import Belonging, Claim, Institution, Pair, words_in

if TYPE_CHECKING:
    from ..people.models import Actor, User

MOST_WORDS = 6
SUGGESTED = 8
PAGE = 40
LAST_PAGE = 250
MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for."""

    text: str = ""
    kind: str = ""
    country: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Page:
    """Who is at an institution, as far as one reader may know. `is_kept`: somebody there says what its page says."""

    is_kept: bool
    keepers: set[int] = field(default_factory=set)
    people: list[User] = field(default_factory=list)
    works_here: bool = False
    communities: list[Any] = field(default_factory=list)


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


def with_people(*, to_members: bool) -> QuerySet[Institution]:
    """Those whose page somebody keeps, or where somebody works who shows it to members, or else to everyone."""
    here = Belonging.objects.filter(institution=OuterRef("pk"), person__is_active=True, person__suspended_at=None)
    unsaid = Q(person__visibility__institution__isnull=True)  # which is for members: see User.visibility_of
    to_all = Q(person__visibility__institution="everyone")
    shown = here.filter(unsaid | to_all | Q(person__visibility__institution="members") if to_members else to_all)
    kept = Claim.objects.accepted().filter(institution=OuterRef("pk"))
    return Institution.objects.filter(Exists(kept) | Exists(shown), merged_into=None)


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


def page_about(viewer: Actor, institution: Institution) -> Page:
    """What `viewer` may know of who is there: the people who show them that they work there, and where those take part.

    Nothing is counted that is not named, so that nothing tells of those who do not show it. Two queries for visitors
    and members, three where somebody is named.
    """
    claims = institution.claims.accepted().values_list("person_id", flat=True)
    keepers = set(claims)
    if not viewer.is_authenticated:
        return Page(is_kept=bool(keepers))
    belongs = Belonging.objects.filter(institution=institution, person__is_active=True, person__suspended_at=None)
    own_first = Case(When(person=viewer, then=0), default=1)
    there = [one.person for one in belongs.select_related("person").order_by(own_first, "since")[:MOST_PEOPLE]]
    shown = [one for one in there if one.shows("institution", viewer)]
    people = sorted(shown, key=lambda one: (one.pk not in keepers, one.name.casefold(), one.pk))
    return Page(bool(keepers), keepers, people, viewer in there, _communities_of(viewer, shown))


def _communities_of(viewer: Actor, people: list[User]) -> list[Any]:
    """Communities of these people that `viewer` may read in, as their profiles say it."""
    if not people:
        return []
    communities = apps.get_model("communities", "Community")._default_manager  # they lie above institutions
    return list(communities.readable_by(viewer).filter(memberships__person__in=people).distinct().order_by("name"))


def claims_waiting(viewer: Actor) -> int:
    """How many claims staff have to answer; for others none."""
    return Claim.objects.waiting().count() if viewer.is_authenticated and viewer.is_staff else 0
