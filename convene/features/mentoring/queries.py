"""What the pages of mentoring show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from ...core.contact.queries import apart
from ...core.people.models import folded
from .models import OPEN, Enrolment, Mentorship, Side, State
from .rules import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...core.people.models import User

PAGE, LISTED, FEWEST = 24, 60, 5


@dataclass(frozen=True, slots=True)
class Card:
    """An enrolment as a reader sees it."""

    enrolment: Enrolment
    line: str  # role and institution, as far as the reader may see them
    is_full: bool  # so it looks to those with whom they want no contact, too


@dataclass(frozen=True, slots=True)
class Board:
    """A page of them."""

    cards: list[Card]
    page: int
    pages: int


def board(actor: User, side: str, text: str, page: int = 1) -> Board:
    """Who offers mentoring, or looks for it, the latest first. Four queries; raises LookupError for no such page."""
    found = Enrolment.objects.visible_to(actor).filter(side=side).exclude(person=actor).select_related("person")
    for word in folded(text).replace("-", " ").split()[:6]:
        found = found.filter(Q(find_as__contains=f" {word}") | Q(person__find_as__contains=f" {word}"))
    pages = max((found.count() + PAGE - 1) // PAGE, 1)
    if not 1 <= page <= pages:
        raise LookupError(page)
    rows = list(found.order_by("-since", "-pk")[(page - 1) * PAGE : page * PAGE])
    full = full_to(actor, rows)
    return Board([Card(one, line(actor, one.person), one.pk in full) for one in rows], page, pages)


def full_to(actor: User, rows: Sequence[Enrolment]) -> set[int]:
    """Mentors without a free place, and whoever is kept apart from the reader, so that neither tells of the other."""
    people = [one.person for one in rows if one.side == Side.MENTOR]
    going = Mentorship.objects.filter(mentor__in=people, state=State.GOING).values_list("mentor", flat=True)
    taken, away = Counter(going), apart(actor, people)
    mentors = [one for one in rows if one.side == Side.MENTOR]
    return {one.pk for one in mentors if taken[one.person_id] >= one.capacity or one.person_id in away}


def asked_today(actor: User) -> int:
    """How many people somebody asked within a day."""
    return Mentorship.objects.filter(mentee=actor, asked_at__gt=timezone.now() - dt.timedelta(days=1)).count()


def asked_lately(actor: User, mentors: Collection[User]) -> set[int]:
    """Those with whom something of the actor's is open, or who declined not long ago. One query."""
    both = Mentorship.objects.filter(mentor__in=mentors, mentee=actor)
    lately = timezone.now() - dt.timedelta(days=PATIENCE)
    waits = both.filter(Q(state__in=OPEN) | Q(state=State.DECLINED, asked_at__gt=lately))
    return set(waits.values_list("mentor", flat=True))


def mine(actor: User) -> list[Mentorship]:
    """What somebody was asked and asked for, what is open first."""
    rows = Mentorship.objects.visible_to(actor).for_cards().order_by("-asked_at")[:LISTED]
    return sorted(rows, key=lambda one: one.state not in OPEN)


def figures() -> dict[str, int | None]:
    """How many there are of each; nothing is said of fewer than five people."""
    shown = Enrolment.objects.filter(hidden_at=None)
    counts = {side.value: shown.filter(side=side).count() for side in Side}
    counts |= {state.value: Mentorship.objects.filter(state=state).count() for state in State}
    return {name: number if number >= FEWEST else None for name, number in counts.items()}


def line(actor: User, person: User) -> str:
    """Role and institution, as far as the reader may see them."""
    return ", ".join(filter(None, (getattr(person, it) for it in ("role", "institution") if person.shows(it, actor))))
