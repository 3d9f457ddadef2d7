"""Mentoring: what somebody offered, and with whom they worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...core.people.parts import Section
from .models import Enrolment, Mentorship

if TYPE_CHECKING:
    from ...core.people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Their enrolments and mentorships."""
    yield Section("mentoring", _("Mentoring"), [
        {"as": one.get_side_display(), "about": one.about, "words": one.words, "places": one.capacity,
         "from": one.from_on, "until": one.until_on, "hidden_at": one.hidden_at, "since": one.since}
        for one in Enrolment.objects.filter(person=person).order_by("pk")
    ])  # fmt: skip
    yield Section("mentorships", _("Mentorships"), [
        {"mentor": one.mentor.name, "mentee": one.mentee.name, "words": one.words, "state": one.get_state_display(),
         "asked_at": one.asked_at, "answered_at": one.answered_at, "ended_at": one.ended_at}
        for one in Mentorship.objects.visible_to(person).for_cards().order_by("pk")
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """All of it goes; the other one of each two keeps nothing either."""
    Enrolment.objects.filter(person=person).delete()
    Mentorship.objects.visible_to(person).delete()
