"""What somebody was told, and what they want no mails about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from ..people.parts import Section
from .models import Notification, Unmailed

if TYPE_CHECKING:
    from ..people.models import How, User


def given(person: User) -> Iterator[Section]:
    """Each thing that they were told of, and when they read it."""
    told = Notification.objects.filter(person=person).order_by("pk")
    rows = told.values("created_at", "reason", "read_at", "entry__verb")
    yield Section("notifications", _("Notifications"), [
        {"at": row["created_at"], "why": row["reason"], "what": row["entry__verb"], "read_at": row["read_at"]}
        for row in rows
    ])  # fmt: skip
    unwanted = Unmailed.objects.filter(person=person).order_by("about").values_list("about", flat=True)
    yield Section("unmailed", _("What you want no mails about"), [{"about": about} for about in unwanted])


def forget(person: User, _how: How) -> None:
    """They are told nothing more."""
    Notification.objects.filter(person=person).delete()
    Unmailed.objects.filter(person=person).delete()
