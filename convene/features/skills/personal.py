"""What somebody said of their skills: theirs to take along, and gone with them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ...core.people.parts import Section
from .models import Counted, Rating, Release

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ...core.people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Every rating, and since when they count."""
    ratings = Rating.objects.visible_to(person).select_related("part__edition").order_by("pk")
    yield Section("skills", _("How you rate your skills"), [
        {"skill": one.skill, "step": one.step, "wish_to_grow": one.grows, "rated_at": one.rated_at,
         "version_of_the_wheel": one.part.edition.number}
        for one in ratings
    ])  # fmt: skip
    yield Section("skills_count", _("Since when your skills count in your teams"), [
        {"since": one.since} for one in Counted.objects.filter(person=person)
    ])  # fmt: skip
    yield Section("skills_of_teams", _("What your teams were shown that rests on your answers too"), [
        {"team": one.team.name, "shown_at": one.at, "you_can_do_by_yourself": one.able[str(person.pk)]}
        for one in _resting_on(person)
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """All of it, however they leave; in releases that are kept nobody stands in their place."""
    Rating.objects.filter(person=person).delete()
    Counted.objects.filter(person=person).delete()
    for one in _resting_on(person):
        one.able = _without(one.able, str(person.pk))
        one.save(update_fields=["able"])


def _resting_on(person: User) -> QuerySet[Release]:
    """The releases in which somebody's answers are."""
    return Release.objects.filter(able__has_key=str(person.pk)).select_related("team").order_by("pk")


def _without(able: dict[str, list[str]], person: str) -> dict[str, list[str]]:
    """The same with nobody in their place, who says nothing: one who left has to count as one that differs."""
    nobody = min([0, *map(int, able)]) - 1
    return {one: keys for one, keys in able.items() if one != person} | {str(nobody): []}
