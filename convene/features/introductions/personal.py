"""Introductions: those that somebody asked for, passed on, or that were about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ...core.people.parts import Section
from .models import Introduction

if TYPE_CHECKING:
    from ...core.people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Those that they know of, as they see them."""
    rows = Introduction.objects.visible_to(person).for_cards().order_by("pk")
    yield Section("introductions", _("Introductions"), [
        {"asked_by": one.asker.name, "through": one.between.name, "to": one.other.name, "words": one.words,
         "note": one.note if person.pk != one.asker_id or one.meets(person) else "",
         "state": str(one.state_for(person)), "asked_at": one.asked_at, "met_at": one.met_at,
         "you_show_your_address": {one.asker_id: one.asker_shows, one.other_id: one.other_shows}.get(person.pk, False)}
        for one in rows
    ])  # fmt: skip


def forget(person: User, _how: How) -> None:
    """All of it goes; the other two keep nothing either."""
    Introduction.objects.filter(Q(asker=person) | Q(between=person) | Q(other=person)).delete()
