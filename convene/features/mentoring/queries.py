"""What the pages of mentoring show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from ...core.people.models import folded
from ...core.search.queries import apart
from .models import OPEN, Enrolment, Mentorship, Side, State
from .rules import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...core.people.models import User

PAGE, FEWEST = 60, 5


@dataclass(frozen=True, slots=True)
class Card:
    """An enrolment as a reader sees it."""

    enrolment: Enrolment
    line: str  # role and institution, as far as the reader may see them
    is_full: bool  # so it looks to those with whom they want no contact, too


def board(actor: User, side: str, text: str) -> list[Card]:
    """Who offers mentoring, or looks for it, the latest first. Four queries."""
    found = Enrolment.objects.visible_to(actor).filter(side=side).exclude(person=actor).select_related("person")
    for word in folded(text).replace("-", " ").split()[:6]:
        found = found.filter(Q(find_as__contains=f" {word}") | Q(person__find_as__contains=f" {word}"))
    rows = list(found.order_by("-since", "-pk")[:PAGE])
    full = full_to(actor, rows)
    return [Card(one, _line(actor, one.person), one.pk in full) for one in rows]


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


def is_patient(actor: User, mentor: User) -> bool:
    """Whether nothing is open between the two, and nothing was asked lately."""
    both = Mentorship.objects.filter(mentor=mentor, mentee=actor)
    lately = timezone.now() - dt.timedelta(days=PATIENCE)
    return not both.filter(Q(state__in=OPEN) | Q(state=State.DECLINED, asked_at__gt=lately)).exists()


def mine(actor: User) -> list[Mentorship]:
    """What somebody was asked and asked for, what is open first."""
    rows = Mentorship.objects.visible_to(actor).for_cards().order_by("-asked_at")[:PAGE]
    return sorted(rows, key=lambda one: one.state not in OPEN)


def figures() -> dict[str, int | None]:
    """How many there are of each; nothing is said of fewer than five people."""
    shown = Enrolment.objects.filter(hidden_at=None)
    counts = {side.value: shown.filter(side=side).count() for side in Side}
    counts |= {state.value: Mentorship.objects.filter(state=state).count() for state in State}
    return {name: number if number >= FEWEST else None for name, number in counts.items()}


def _line(actor: User, person: User) -> str:
    return ", ".join(filter(None, (getattr(person, it) for it in ("role", "institution") if person.shows(it, actor))))
